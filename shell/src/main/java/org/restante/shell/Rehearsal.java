package org.restante.shell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.restante.shell.terminal.Environment;

/**
 * Runs what a shell usually runs, on a broker of its own that is deleted afterwards, so that the JVM can archive the classes that were
 * loaded: the launcher starts it in the background, and later starts are faster.
 *
 * <p>The trap: what goes wrong here must not matter, and nobody is told; a class that was not loaded is loaded the slow way later.
 */
final class Rehearsal {

    /** Port 1 answers nobody, but the classes that would talk to it are there by then. */
    private static final String NOWHERE = "tcp://127.0.0.1:1";

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--version"),
            List.of("help"),
            List.of("publish", "--help"),
            List.of("publish", "rehearsal", "text"),
            List.of("publish", "rehearsal", "more", "--priority", "5"),
            List.of("browse", "rehearsal"),
            List.of("poll", "rehearsal", "--ack"),
            List.of("queues"),
            List.of("queues", "--output", "json"),
            List.of("topics"),
            List.of("info"),
            List.of("purge", "rehearsal", "--yes"),
            List.of("poll", "rehearsal"),
            List.of("no-such-command"),
            List.of("queues", "--url", NOWHERE));

    private static final String SCRIPT = "publish rehearsal 'a text'\npoll rehearsal\nack\nqueues\nexit\n";

    private Rehearsal() {}

    /** The one argument is the directory for all that is written. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        for (List<String> command : COMMANDS) {
            Main.run(command.toArray(String[]::new), in(directory, InputStream.nullInputStream(), false));
        }
        InputStream script = new ByteArrayInputStream(SCRIPT.getBytes(StandardCharsets.UTF_8));
        Main.run(new String[0], in(directory, script, false));
        Main.run(new String[0], in(directory, InputStream.nullInputStream(), true)); // at the end of its input it ends
        System.exit(0);
    }

    private static Environment in(Path directory, InputStream input, boolean terminal) {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        return new Environment(
                Map.of(
                        "RESTANTE_DATA", directory.resolve("data").toString(),
                        "XDG_STATE_HOME", directory.resolve("state").toString()),
                directory,
                input,
                OutputStream.nullOutputStream(),
                nobody,
                terminal,
                terminal);
    }
}
