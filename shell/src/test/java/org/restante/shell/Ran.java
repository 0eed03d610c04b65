package org.restante.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restante.shell.terminal.Environment;

/** The result of a run of the shell: standard output, standard error and exit code. */
public record Ran(int code, String out, String err) {

    /** Runs the arguments on a data directory, with text on standard input. */
    public static Ran on(Path data, String input, String... arguments) {
        return in(data, input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    public static Ran in(Path data, byte[] input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        Environment environment = new Environment(
                Map.of("RESTANTE_DATA", data.toString()),
                data,
                new ByteArrayInputStream(input),
                out,
                new PrintWriter(err),
                false,
                false);
        int code = Main.run(arguments, environment);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    /** The first line of the output, where publish shows the identifier. */
    public String firstLine() {
        return out.lines().findFirst().orElse("");
    }

    /** The bodies in the output: the indented lines. */
    public List<String> bodies() {
        List<String> bodies = new ArrayList<>();
        out.lines().filter(line -> line.startsWith("    ")).forEach(line -> bodies.add(line.strip()));
        return bodies;
    }
}
