package org.restante.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A load of ten minutes in a JVM whose wall clock is set every three seconds, mostly by an hour, forward and back: nothing is lost, and no wait ends early
 * or an hour late. Runs in the profile {@code clock-jumps} only; {@code -Dclock.jumps.seconds=120} makes it shorter.
 *
 * <p>Needs libfaketime, on Debian {@code apt-get install libfaketime}; {@code -Dclock.jumps.library=} names another place of it.
 */
final class ClockJumps {

    private static final int SECONDS = Integer.getInteger("clock.jumps.seconds", 600);
    private static final long JUMP_EVERY_MILLIS = 3_000;
    private static final long END_SECONDS = 300;

    /** Steps in one direction; together they last longer than the slack of {@link Stopwatch}, so that a wait that follows shows. */
    private static final int STEPS = 30;

    /** Far enough ahead that every delayed message is due. */
    private static final String AHEAD = "+10800";

    @TempDir
    private Path directory;

    private static Path library() throws IOException {
        String named = System.getProperty("clock.jumps.library");
        if (named != null) {
            return Path.of(named);
        }
        try (Stream<Path> files = Files.find(
                Path.of("/usr/lib"), 3, (path, is) -> path.toString().endsWith("faketime/libfaketimeMT.so.1"))) {
            return files.findFirst()
                    .orElseGet(() -> fail("libfaketime is not there; on Debian: apt-get install libfaketime"));
        }
    }

    private void set(String offset) throws IOException {
        Path next = Files.writeString(directory.resolve("clock.next"), offset + "\n");
        Files.move(next, directory.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                JumpingLoad.class.getName(),
                directory.toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "LD_PRELOAD", library().toString(),
                        "FAKETIME_TIMESTAMP_FILE", directory.resolve("clock").toString(),
                        "FAKETIME_CACHE_DURATION", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "NO_FAKE_STAT", "1"));
        return builder.start();
    }

    private static void read(Process child, List<String> lines, CountDownLatch ready) {
        try (BufferedReader in = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println("  load: " + line);
                lines.add(line);
                if (line.equals("ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            lines.add("fault=" + e);
        }
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void losesNothingAndNoWaitFollowsTheWallClock() throws Exception {
        set("+0");
        Process child = start();
        try {
            List<String> lines = new ArrayList<>();
            CountDownLatch ready = new CountDownLatch(1);
            CompletableFuture<Void> output = CompletableFuture.runAsync(() -> read(child, lines, ready));
            assertTrue(ready.await(END_SECONDS, TimeUnit.SECONDS), "the load has not started");
            jump();
            child.getOutputStream().close();
            set(AHEAD);
            assertTrue(
                    child.waitFor(END_SECONDS, TimeUnit.SECONDS),
                    "the load has not ended within " + END_SECONDS + " s");
            output.get(10, TimeUnit.SECONDS);
            assertEquals(
                    List.of(),
                    lines.stream().filter(line -> line.startsWith("fault=")).toList());
            assertTrue(lines.contains("done"), () -> "" + lines);
            assertTrue(number(lines, "ahead") > 3500, "the clock was not set forward; is libfaketime in use?");
            assertTrue(number(lines, "behind") < -3500, "the clock was not set back; is libfaketime in use?");
        } finally {
            child.destroyForcibly();
        }
    }

    /** Thirty steps of an hour back, thirty forward, then some to and fro, of an hour and of a second. */
    private static String offset(int step) {
        int phase = step / STEPS % 3;
        int within = step % STEPS;
        int hours = switch (phase) {
            case 0 -> -within - 1;
            case 1 -> within + 1 - STEPS;
            default -> within % 2 == 0 ? 1 : -1;
        };
        int seconds = phase == 2 && within >= STEPS / 2 ? hours : 3600 * hours;
        return (seconds < 0 ? "" : "+") + seconds;
    }

    private void jump() throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; System.nanoTime() - end < 0; i++) {
            set(offset(i));
            if (never.await(JUMP_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
