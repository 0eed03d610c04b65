package org.restante.shell.prompt;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Bystander;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;

/**
 * A secret typed on a terminal that shows only lines. JLine would overwrite the typed characters again and again there, and the question
 * of the console cannot be interrupted. So the echo is switched off by the program stty; without it the console asks. Owned by the thread
 * that runs commands.
 */
final class PlainSecret {

    private static final int LOOK_AGAIN = 100; // milliseconds

    private PlainSecret() {}

    /**
     * Asks for the secret.
     *
     * @return null for no answer
     * @throws ShellException on Ctrl-C
     */
    static @Nullable String ask(Terminal terminal, String question) {
        if (!isEchoSet("-echo")) {
            return Bystander.typed(question);
        }
        Thread restoring = new Thread(() -> isEchoSet("echo"), "restante-echo");
        Runtime.getRuntime().addShutdownHook(restoring);
        try {
            terminal.writer().print(question);
            terminal.flush();
            return line(terminal.reader());
        } catch (InterruptedIOException e) {
            throw ShellException.of(ExitCode.INTERRUPTED, "interrupted by Ctrl-C", e);
        } catch (IOException ended) {
            return null;
        } finally {
            isEchoSet("echo");
            Runtime.getRuntime().removeShutdownHook(restoring);
            terminal.writer().println();
            terminal.flush();
        }
    }

    private static @Nullable String line(NonBlockingReader keys) throws IOException {
        StringBuilder typed = new StringBuilder();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedIOException("Ctrl-C");
            }
            int key = keys.read(LOOK_AGAIN);
            if (key == '\n' || key == '\r') {
                return typed.toString();
            }
            if (key == NonBlockingReader.EOF) {
                return null;
            }
            if (key != NonBlockingReader.READ_EXPIRED) {
                typed.append((char) key);
            }
        }
    }

    private static boolean isEchoSet(String how) {
        boolean interrupted = Thread.interrupted(); // else the process would not be awaited
        try {
            return new ProcessBuilder("stty", how)
                            .redirectInput(new File("/dev/tty"))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
