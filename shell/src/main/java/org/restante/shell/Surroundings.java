package org.restante.shell;

import java.io.InputStream;
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
record Surroundings(
        Map<String, String> environment,
        Path home,
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        boolean colour) {

    /** A variable that is set and not empty. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A directory of the XDG base directory specification, which says that relative ones are ignored. */
    Path xdg(String variable, String otherwise) {
        String value = variable(variable);
        Path base = value != null && Path.of(value).isAbsolute() ? Path.of(value) : home.resolve(otherwise);
        return base.resolve("restante");
    }
}
