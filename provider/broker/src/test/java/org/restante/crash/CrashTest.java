package org.restante.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.crash.Diary.Item;

/**
 * Kills a broker with SIGKILL repeatedly, in one directory, and checks after each kill that the effects of all completed calls are kept.
 *
 * <p>{@code -Dcrash.rounds=500} kills more often, {@code -Dcrash.seed=N} changes the moments. The seed does not determine how threads
 * interleave, so a failure may need several runs with its seed to occur again.
 */
final class CrashTest {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 20);
    private static final long SEED = Long.getLong("crash.seed", 20_260_101);

    @TempDir
    private Path folder;

    private Map<Item, Integer> present = new HashMap<>();
    private long snapshots;
    private long lastSeen;
    private long cutShort;

    @Test
    void keepsWhatHadReturnedWhenTheProcessIsKilled() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Victim victim = victim(1);
        try {
            for (int round = 1; continuesWith(round); round++) {
                victim.liveFor(isEarly(round) ? random.nextInt(250) : random.nextInt(150, 600));
                Victim killed = victim;
                victim = victim(round + 1); // starts while this thread checks
                check(round, killed, random);
            }
        } finally {
            victim.close();
        }
        long first = firstSegment();
        System.out.println(ROUNDS + " kills; " + snapshots + " snapshots before them, " + cutShort + " cut short; "
                + first + " segments trimmed");
        assertTrue(snapshots >= ROUNDS, () -> "only " + snapshots + " snapshots were taken before the kills");
        assertTrue(first >= ROUNDS, () -> "the journal was trimmed only before segment " + first);
    }

    /** A slow machine does less in a round, so it runs more rounds. */
    private boolean continuesWith(int round) throws IOException {
        return round <= ROUNDS || ((snapshots < ROUNDS || firstSegment() < ROUNDS) && round <= 10 * ROUNDS);
    }

    private long firstSegment() throws IOException {
        return numbers("journal", ".segment").min().orElse(0);
    }

    /** Whether the process is killed while it opens the directory, or soon after. */
    private static boolean isEarly(int round) {
        return round % 5 == 0;
    }

    private String uri(String name) {
        return "vm:" + name + "?data=" + folder.resolve("data")
                + "&segmentBytes=131072&snapshotBytes=65536&idleTimeout=0";
    }

    private Victim victim(int round) throws IOException {
        return new Victim(folder, uri("victim"), SEED, round, isEarly(round));
    }

    private void check(int round, Victim killed, SplittableRandom random) {
        try (Warnings warnings = new Warnings()) {
            cutShort += numbers("snapshots", ".tmp").count();
            ExpectedState expected = new ExpectedState(present);
            expected.read(killed.diary());
            Finder finder = new Finder(random.split());
            long newest = newestSnapshot();
            finder.find(uri("finder"));
            expected.verify(finder.found(), Set.of(Jobs.AUTO, Jobs.CONFIRMED));
            assertEquals(List.of(), damage(warnings.lines()));
            assertEquals(List.of(), damage(killed.errors().lines().toList()));
            present = finder.left();
            snapshots += newest - lastSeen;
            lastSeen = newestSnapshot();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("in round " + round + " with -Dcrash.seed=" + SEED + ": " + e.getMessage(), e);
        }
    }

    private long newestSnapshot() throws IOException {
        return numbers("snapshots", ".mapdb").max().orElse(lastSeen);
    }

    /** The log lines that report damage. A kill must cause none, except a torn tail. */
    private static List<String> damage(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("Damage") || line.contains("is not used") || line.contains("passes over"))
                .filter(line -> !line.contains("torn tail"))
                .toList();
    }

    private LongStream numbers(String subfolder, String suffix) throws IOException {
        return names(subfolder).stream()
                .filter(name -> name.endsWith(suffix))
                .map(name -> name.replaceAll("snapshot-|[.][a-z]+$", ""))
                .filter(name -> name.matches("[0-9a-f]+"))
                .mapToLong(name -> Long.parseLong(name, suffix.equals(".segment") ? 16 : 10));
    }

    private List<String> names(String subfolder) throws IOException {
        Path directory = folder.resolve("data").resolve(subfolder);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
