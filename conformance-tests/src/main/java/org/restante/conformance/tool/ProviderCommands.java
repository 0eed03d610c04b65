package org.restante.conformance.tool;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands that start and end the provider's broker. A start command may stay in the foreground: then its processes are the
 * broker, and commands to stop and kill are not needed. Owned by the thread that runs the tests.
 *
 * <p>The trap: a start command that puts the broker into the background ends with it out of reach, so it needs a command to stop.
 */
final class ProviderCommands {

    private static final int SECONDS = 30;
    private static final int MAX_LINES = 5;

    private final Path folder;
    private final String start;
    private final Optional<String> stop;
    private final Optional<String> kill;
    private final Path output;
    private @Nullable Process running;
    private volatile boolean stopped = true;
    private boolean ending;

    /**
     * Creates it, with nothing running.
     *
     * @param folder where the commands run
     * @param output the file for what they print
     */
    ProviderCommands(Path folder, Path output, String start, Optional<String> stop, Optional<String> kill) {
        this.folder = folder;
        this.output = output;
        this.start = start;
        this.stop = stop;
        this.kill = kill;
    }

    /** Starts the broker, which need not be ready when this returns. */
    void start() throws IOException {
        if (running == null) {
            Files.deleteIfExists(output);
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "conformance-end"));
        }
        startUnlessEnding();
    }

    private synchronized void startUnlessEnding() throws IOException {
        if (ending) {
            throw new IOException("the program ends, so the broker is not started again");
        }
        running = process(start);
        stopped = false;
    }

    /** At the end of the program, in a thread of its own: nothing stays behind, and nothing is started any more. */
    private synchronized void end() {
        ending = true;
        boolean outOfReach = running != null && !running.isAlive() && !stopped;
        killProcesses();
        if (outOfReach && stop.isPresent()) {
            try {
                runToItsEnd(stop.get());
            } catch (IOException | InterruptedException e) {
                System.err.println("restante-conformance: the broker did not stop (" + BadUse.reason(e) + ")");
            }
        }
    }

    /** Whether a command of the provider stops it, not the end of its processes. */
    boolean hasStop() {
        return stop.isPresent();
    }

    /** Whether a command of the provider kills it. */
    boolean hasKill() {
        return kill.isPresent();
    }

    /** Throws if the broker is in the background, where it cannot be ended; its command may end a moment after it answers. */
    void checkReach(boolean kills) throws InterruptedException {
        Process process = running;
        if (process == null || !process.waitFor(1, TimeUnit.SECONDS)) {
            return;
        }
        if (stop.isEmpty() || (kills && kill.isEmpty())) {
            throw new BadUse("The command of conformance.start has ended, but its broker runs on in the background: "
                    + start + "; end the broker, and let the command stay in the foreground, or name the commands in "
                    + "conformance.stop and conformance.kill");
        }
    }

    /** Throws if the start command has failed. */
    void checkRuns() {
        Process process = running;
        if (process != null && !process.isAlive() && process.exitValue() != 0) {
            throw new BadUse("The command of conformance.start ended with exit code " + process.exitValue() + ": "
                    + start + lastLines());
        }
    }

    /** Stops the broker in the orderly way. */
    void stop() throws IOException, InterruptedException {
        if (stop.isPresent()) {
            runToItsEnd(stop.get());
        } else {
            processes().forEach(ProcessHandle::destroy);
        }
        awaitEnd();
        stopped = true;
    }

    /** Kills the broker. */
    void kill() throws IOException, InterruptedException {
        if (kill.isPresent()) {
            runToItsEnd(kill.get());
        } else {
            killProcesses();
        }
        awaitEnd();
        stopped = true;
    }

    private void awaitEnd() throws InterruptedException {
        Process process = running;
        if (process != null && !process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            killProcesses();
            process.waitFor();
        }
    }

    private void killProcesses() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }

    /** The processes of the start command, those it has started first. */
    private List<ProcessHandle> processes() {
        Process process = running;
        return process == null
                ? List.of()
                : Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                        .toList();
    }

    private void runToItsEnd(String command) throws IOException, InterruptedException {
        Process process = process(command);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the command has not ended within " + SECONDS + " seconds: " + command);
        }
    }

    private Process process(String command) throws IOException {
        boolean windows = File.separatorChar == '\\';
        return new ProcessBuilder(windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    /** What the broker printed last, to be added to a message. */
    String lastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.isEmpty()
                    ? ""
                    : "\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
        } catch (IOException e) {
            return " (its output cannot be read: " + e.getMessage() + ")";
        }
    }
}
