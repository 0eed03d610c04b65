package org.restante.shell.pty;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/**
 * The shell as a process on a pseudo-terminal: keys are its input, and an emulator gives the screen that a user would see.
 *
 * <p>The program {@code script}, which every Linux has, creates the terminal; JLine's emulator draws the screen.
 */
final class Pty implements AutoCloseable {

    static final String ENTER = "\r";
    static final String TAB = "\t";
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String CTRL_R = "\u0012";
    static final String UP = "\u001b[A";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path device;
    private final ScreenTerminal screen;
    private final StringBuilder everything = new StringBuilder();
    private final Thread reader;

    private Pty(Process process, Path device, int columns, int rows) {
        this.process = process;
        this.device = device;
        this.screen = new ScreenTerminal(columns, rows);
        this.reader = new Thread(this::read, "pty");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the shell on a screen of 80 columns and 24 lines. */
    static Pty start(Path home, Map<String, String> environment, String... arguments) throws IOException {
        return start(home, environment, 80, 24, arguments);
    }

    static Pty start(Path home, Map<String, String> environment, int columns, int rows, String... arguments)
            throws IOException {
        return start(home, environment, columns, rows, "exec " + command(arguments));
    }

    /** Starts it as a job of a Unix shell, which prints {@code [stopped]} when the job is stopped, and continues it on Enter. */
    static Pty startAsJob(Path home) throws IOException {
        return start(home, Map.of(), 80, 24, "set -m; " + command() + "; echo [stopped]; read line; fg");
    }

    private static String command(String... arguments) {
        return Stream.concat(ShellProcess.command().stream(), Stream.of(arguments))
                .map(Pty::quoted)
                .collect(Collectors.joining(" "));
    }

    private static Pty start(Path home, Map<String, String> environment, int columns, int rows, String command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "script", "-qfec", "tty > .tty; stty rows " + rows + " cols " + columns + "; " + command, "/dev/null");
        ShellProcess.surround(builder, home, environment);
        builder.environment().putIfAbsent("TERM", "xterm-256color");
        return new Pty(builder.redirectErrorStream(true).start(), home.resolve(".tty"), columns, rows);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private void read() {
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] block = new char[4096];
            for (int read = out.read(block); read >= 0; read = out.read(block)) {
                String text = new String(block, 0, read);
                synchronized (everything) {
                    everything.append(text);
                }
                screen.write(text);
                String answer = screen.read(); // such as the position of the cursor, if the shell asked for it
                if (!answer.isEmpty()) {
                    type(answer);
                }
            }
        } catch (IOException ended) {
            synchronized (everything) {
                everything.append("\n[the terminal is gone]");
            }
        }
    }

    /**
     * Changes the columns or the rows of the window; the shell gets the signal WINCH, and the emulator does not wrap lines anew. Not both
     * at once: {@code stty} sets one after the other, and the shell would draw for a size that the window never had.
     */
    Pty resize(int columns, int rows) throws IOException, InterruptedException {
        assertTrue(columns == screen.getColumns() || rows == screen.getRows(), "columns and rows at once");
        screen.setSize(Size.of(columns, rows));
        Process stty = new ProcessBuilder(
                        "stty",
                        "-F",
                        Files.readString(device).strip(),
                        "rows",
                        String.valueOf(rows),
                        "cols",
                        String.valueOf(columns))
                .inheritIO()
                .start();
        assertEquals(0, stty.waitFor());
        return this;
    }

    /** Types keys. */
    Pty type(String keys) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(keys.getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new AssertionError("nobody reads the keys: " + shown(), e);
        }
        return this;
    }

    /** Types a line, and waits until its end is on the screen. */
    Pty enter(String line) {
        return type(line + ENTER);
    }

    /** Waits until the screen shows it. */
    Pty see(String text) {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> shown().contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("waited for '" + text + "' on the screen:\n" + shown(), e);
        }
        return this;
    }

    /** Waits until the prompt is the last text on the screen. */
    Pty ready() {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                List<String> lines = lines();
                return !lines.isEmpty() && lines.get(lines.size() - 1).matches(".*> *");
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("waited for the prompt on the screen:\n" + shown(), e);
        }
        return this;
    }

    /** Clears the screen, runs a command and returns the screen. */
    String run(String line) {
        ready();
        type("\u000c"); // Ctrl-L clears the screen
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> lines().size() <= 1);
        type(line);
        String typed = line.replaceAll("\\s", "");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> shown().replaceAll("\\s", "").contains(typed));
        type(ENTER);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            List<String> lines = lines();
            return lines.size() > 1 && !lines.get(0).equals(lines.get(lines.size() - 1));
        });
        ready();
        return shown();
    }

    /** The text of the screen, without trailing spaces and empty lines at its end. */
    String shown() {
        return String.join("\n", lines());
    }

    List<String> lines() {
        int columns = screen.getColumns();
        int rows = screen.getRows();
        long[] cells = new long[columns * rows];
        screen.dump(cells, 0, 0, rows, columns, new int[2]);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int point = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
                line.appendCodePoint(point == 0 ? ' ' : point);
            }
            lines.add(line.toString().stripTrailing());
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** The cells of the screen as the emulator has them: character, colour, style. */
    long[] cells() {
        long[] cells = new long[screen.getColumns() * screen.getRows()];
        screen.dump(cells, 0, 0, screen.getRows(), screen.getColumns(), new int[2]);
        return cells;
    }

    int columns() {
        return screen.getColumns();
    }

    /** The whole output, with the control sequences. */
    String everything() {
        synchronized (everything) {
            return everything.toString();
        }
    }

    /** Sends SIGTERM to the shell. */
    void terminate() {
        process.descendants().forEach(ProcessHandle::destroy);
    }

    /** Waits for the end, and returns the exit code. */
    int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the shell did not end:\n" + shown());
        }
        reader.join(PATIENCE.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
