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
 * Runs the usual commands on a temporary broker, so that the JVM can archive the classes they load (class data sharing): the launcher
 * starts it in the background, and later starts are faster.
 *
 * <p>The trap: failures are not reported and must not matter; a class that is missing in the archive is loaded from its jar later.
 */
final class Rehearsal {

    /** No server listens on port 1, but the attempt loads the classes of the TCP client. */
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

    /** The one argument is the directory for all files. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        for (List<String> command : COMMANDS) {
            Main.run(command.toArray(String[]::new), in(directory, InputStream.nullInputStream(), false));
        }
        InputStream script = new ByteArrayInputStream(SCRIPT.getBytes(StandardCharsets.UTF_8));
        Main.run(new String[0], in(directory, script, false));
        Main.run(new String[0], in(directory, InputStream.nullInputStream(), true)); // ends at the end of its input
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
