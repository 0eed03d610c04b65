package org.restante.shell.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of the process: its variables, home directory and standard streams. Immutable.
 *
 * @param terminal whether a person uses it, rather than a script
 * @param colour whether output may have colours
 */
public record Environment(
        Map<String, String> variables,
        Path home,
        InputStream in,
        OutputStream out,
        PrintWriter err,
        boolean terminal,
        boolean colour) {

    /** The value of a variable; null if it is not set or empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The width of the terminal, from COLUMNS; 0 if unknown. */
    public int columns() {
        return size("COLUMNS");
    }

    /** The height of the terminal, from LINES; 0 if unknown. */
    public int lines() {
        return size("LINES");
    }

    private int size(String variable) {
        String size = variable(variable);
        return terminal && size != null && size.matches("[1-9]\\d{0,3}") ? Integer.parseInt(size) : 0;
    }

    /** A directory of the XDG base directory specification, by which relative values are ignored. */
    public Path xdg(String variable, String otherwise) {
        String value = variable(variable);
        Path base = value != null && Path.of(value).isAbsolute() ? Path.of(value) : home.resolve(otherwise);
        return base.resolve("restante");
    }
}
