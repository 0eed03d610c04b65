package org.restante.outage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five processes on one data directory, each sending and taking, whose holder is killed with SIGKILL again and again; another comes in
 * its place. Nothing that was sent is lost, and nothing comes twice as if new.
 *
 * <p>{@code -Doutage.holders=100} kills more often, {@code -Doutage.seed=N} at other moments.
 */
final class HolderKillTest {

    private static final int PROCESSES = 5;
    private static final int KILLS = Integer.getInteger("outage.holders", 8);
    private static final long SEED = Long.getLong("outage.seed", 20_260_106);
    private static final Pattern HOLDER = Pattern.compile("process (\\d+) started");

    @TempDir
    private Path folder;

    private final List<Child> children = new ArrayList<>();
    private int born;

    private Path data() {
        return folder.resolve("data");
    }

    private Child born() throws IOException {
        born++;
        Child child = new Child(
                folder,
                "partner",
                Partner.class,
                "vm:partner-" + born + "?data=" + data() + "&segmentBytes=1048576&snapshotBytes=1048576",
                "p" + born,
                folder.resolve("diary-" + born).toString());
        children.add(child);
        return child;
    }

    /** The process that the lock file names; it may be dead already. */
    private long holder() throws IOException {
        Matcher named = HOLDER.matcher(Files.readString(data().resolve("lock")));
        return named.find() ? Long.parseLong(named.group(1)) : -1;
    }

    private Child awaitHolder() {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            long holder = holder();
                            return children.stream()
                                    .filter(child -> child.pid() == holder && child.isAlive())
                                    .findAny()
                                    .orElse(null);
                        },
                        found -> found != null);
    }

    private void checkNoneFailed() throws IOException {
        for (Path diary : diaries()) {
            assertEquals(
                    List.of(),
                    lines(diary).stream()
                            .filter(line -> line.startsWith("failed"))
                            .toList());
        }
    }

    private List<Path> diaries() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("diary"))
                    .toList();
        }
    }

    /** Those that are whole: what stands behind the last end of a line was cut short. */
    private static List<String> lines(Path diary) throws IOException {
        String text = Files.readString(diary, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private Tally tally(String kind) throws IOException {
        Tally tally = new Tally(kind.equals("q") ? "queue" : "durable subscription");
        for (Path diary : diaries()) {
            for (String line : lines(diary)) {
                String[] words = line.split(" ");
                if (words[1].startsWith(kind + "-") && words[0].equals("sent")) {
                    tally.sent(words[1]);
                } else if (words[1].startsWith(kind + "-")) {
                    tally.received(words[1], Boolean.parseBoolean(words[2]));
                }
            }
        }
        return tally;
    }

    @Test
    void anotherProcessTakesOverAndNothingIsLost() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        try {
            for (int i = 0; i < PROCESSES; i++) {
                born();
            }
            for (Child child : children) {
                child.ready();
            }
            for (int i = 0; i < KILLS; i++) {
                Proxy.pause(random.nextInt(100, 1200));
                Child killed = awaitHolder();
                killed.kill();
                children.remove(killed);
                born().ready();
            }
            awaitHolder();
            checkNoneFailed();
            tell("rest");
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> tally("q").isComplete() && tally("t").isComplete());
            tell("end");
            for (Child child : children) {
                await().until(() -> !child.isAlive()); // its exit ends a broker that it still kept
            }
            checkNoneFailed();
            System.out.println(tally("q") + ", " + tally("t") + ", " + KILLS + " kills of the holder");
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "with -Doutage.seed=" + SEED + ": " + e.getMessage() + "; " + tally("q") + ", missing "
                            + tally("q").missing() + "; " + tally("t") + ", missing "
                            + tally("t").missing() + errors(),
                    e);
        } finally {
            children.forEach(Child::close);
        }
        tally("q").assertNothingLost();
        tally("t").assertNothingLost();
        assertTrue(Files.notExists(data().resolve("attach")), "the last holder left its socket");
    }

    /** One after another, so that each that holds the directory hands it over. */
    private void tell(String order) throws IOException {
        for (Child child : children) {
            child.tell(order);
            child.ready();
        }
    }

    private String errors() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Child child : children) {
            all.append("\n--- ").append(child.pid()).append(child.isAlive() ? " lives\n" : " is dead\n");
            all.append(child.errors());
        }
        return all.toString();
    }
}
