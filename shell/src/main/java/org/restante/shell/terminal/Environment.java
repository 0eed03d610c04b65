package org.restante.shell.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the process was started in.
 *
 * @param terminal whether a person sits at it, rather than a script
 * @param colour whether that person wants colours
 */
public record Environment(
        Map<String, String> variables,
        Path home,
        InputStream in,
        OutputStream out,
        PrintWriter err,
        boolean terminal,
        boolean colour) {

    /** A variable that is set and not empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** How wide the terminal is, if its shell says so; 0 if not. */
    public int columns() {
        return size("COLUMNS");
    }

    /** How high it is, if its shell says so; 0 if not. */
    public int lines() {
        return size("LINES");
    }

    private int size(String variable) {
        String size = variable(variable);
        return terminal && size != null && size.matches("[1-9]\\d{0,3}") ? Integer.parseInt(size) : 0;
    }

    /** A directory of the XDG base directory specification, which says that relative ones are ignored. */
    public Path xdg(String variable, String otherwise) {
        String value = variable(variable);
        Path base = value != null && Path.of(value).isAbsolute() ? Path.of(value) : home.resolve(otherwise);
        return base.resolve("restante");
    }
}
