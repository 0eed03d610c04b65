package org.restante.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child process that runs the {@link Workload} and is killed. It is started in advance and waits for a signal to begin. */
final class Victim implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 120;

    private final Process process;
    private final Path diary;
    private final Path errors;

    Victim(Path folder, String uri, long seed, int round, boolean early) throws IOException {
        diary = folder.resolve("diary-" + round);
        errors = folder.resolve("errors-" + round);
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Workload.class.getName(),
                        uri,
                        diary.toString(),
                        Long.toString(seed),
                        Integer.toString(round),
                        early ? "early" : "late")
                .redirectError(errors.toFile())
                .start();
    }

    /** Signals the process to begin, and kills it this long after it is ready. */
    void liveFor(long millis) throws IOException, InterruptedException, TimeoutException, ExecutionException {
        try (OutputStream input = process.getOutputStream();
                BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            input.write('\n');
            input.flush();
            CompletableFuture.supplyAsync(() -> readLine(output)).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the process ended by itself, with " + process.exitValue() + ": "
                        + Files.readString(errors) + Files.readString(diary));
            }
            process.destroyForcibly().waitFor();
        }
    }

    private static String readLine(BufferedReader from) {
        try {
            return from.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The complete lines of its diary; text behind the last line end is incomplete and ignored. */
    List<String> diary() throws IOException {
        String text = Files.exists(diary) ? Files.readString(diary) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The content of its standard error. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
