package org.restante.examples.kafka;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A process of the cluster, started again when it has ended. Owned by the thread that watches all. */
final class Child {

    private final String name;
    private final Path log;
    private final BiConsumer<String, String> lines;
    private @Nullable Process process;
    private boolean isEndKnown = true;

    /**
     * Describes a process.
     *
     * @param log the file of its standard error
     * @param lines is told its name and each line of its standard output, on a thread of its own
     */
    Child(String name, Path log, BiConsumer<String, String> lines) {
        this.name = name;
        this.log = log;
        this.lines = lines;
    }

    /** Starts a main class with the class path of this process. */
    void start(String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(arguments);
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
        process = started;
        isEndKnown = false;
        Thread reading = new Thread(() -> read(started), name);
        reading.setDaemon(true);
        reading.start();
        lines.accept(name, "process " + started.pid() + " starts");
    }

    private void read(Process from) {
        try (BufferedReader output = from.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(name, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    boolean isRunning() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** Whether it has ended, and this was not asked before. */
    boolean hasJustEnded() {
        boolean isNew = !isRunning() && !isEndKnown;
        isEndKnown = isEndKnown || isNew;
        return isNew;
    }

    /** SIGKILL. */
    void kill() {
        Process now = process;
        if (now != null) {
            now.destroyForcibly();
        }
    }

    /**
     * In a child: waits, and returns whether its parent has ended, and with it the standard input.
     *
     * @param millis how long to wait
     */
    static boolean parentHasEnded(long millis) throws IOException, InterruptedException {
        return Holder.END.ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** In a child: ends the process when its parent has ended. */
    static void haltWithParent() {
        Thread halting = new Thread(
                () -> {
                    try {
                        Holder.END.ended.await();
                    } catch (InterruptedException e) {
                        System.err.println("interrupted, which counts as the end of the parent");
                    }
                    Runtime.getRuntime().halt(3);
                },
                "halt-with-parent");
        halting.setDaemon(true);
        halting.start();
    }

    /** Made when a child first asks. */
    private static final class Holder {
        private static final End END = new End();
    }

    /** Waits for the end of the standard input on a thread. */
    private static final class End {
        private final CountDownLatch ended = new CountDownLatch(1);

        private End() {
            Thread waiting = new Thread(this::await, "end-of-parent");
            waiting.setDaemon(true);
            waiting.start();
        }

        private void await() {
            try {
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                System.err.println("standard input has failed, which counts as its end: " + e.getMessage());
            }
            ended.countDown();
        }
    }
}
