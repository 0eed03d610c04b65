package org.restante.outage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

/**
 * Several processes on one data directory, and nothing else running.
 *
 * <p>{@code -Doutage.kills=100} kills the holder more often, {@code -Doutage.seed=N} at other moments.
 */
final class SharedDirectoryTest {

    private static final int PROCESSES = 5;
    private static final int KILLS = Integer.getInteger("outage.kills", 6);
    private static final long SEED = Long.getLong("outage.seed", 20_260_106);

    @TempDir
    private Path folder;

    private final List<Path> diaries = new ArrayList<>();

    private String uri(String name) {
        return "vm:" + name + "?data=" + folder.resolve("data") + "&segmentBytes=1048576&snapshotBytes=1048576";
    }

    private Child process() throws IOException {
        Path diary = folder.resolve("diary-" + diaries.size());
        diaries.add(diary);
        return new Child(folder, "share", ShareMain.class, uri("share"), "p" + (diaries.size() - 1), diary.toString());
    }

    private Tally tally() throws IOException {
        Tally tally = new Tally("five processes");
        for (Path diary : diaries) {
            ShareMain.read(diary, tally);
        }
        return tally;
    }

    /** The process that the lock file names. */
    private Child holder(List<Child> processes) throws IOException {
        String text = Files.readString(folder.resolve("data").resolve("lock"));
        return processes.stream()
                .filter(process -> text.contains("process " + process.pid() + " "))
                .findFirst()
                .orElse(processes.get(0));
    }

    @Test
    void anotherProcessTakesOverWhenTheHolderIsKilledAndNothingIsLost() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Child> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(process());
            }
            for (Child process : processes) {
                process.ready();
            }
            for (int i = 0; i < KILLS; i++) {
                Proxy.pause(random.nextInt(300, 1200));
                Child holder = holder(processes);
                holder.kill();
                processes.remove(holder);
                Child next = process();
                next.ready();
                processes.add(next);
            }
            for (Child process : processes) {
                process.tell();
            }
            for (Child process : processes) {
                assertEquals("quiet", process.ready());
            }
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> tally().isComplete());
            Tally all = tally();
            System.out.println(all + ", " + KILLS + " holders killed");
            all.assertNothingLost();
            assertTrue(all.sent() > 100, "hardly anything was sent");
        } catch (Exception | AssertionError e) {
            throw new AssertionError("with -Doutage.seed=" + SEED + ": " + e.getMessage() + "; " + tally(), e);
        } finally {
            processes.forEach(Child::close);
        }
    }

    @Test
    void whoComesSecondAttachesAndTakesOverWhenTheFirstEnds() throws Exception {
        try (Child first = process()) {
            first.ready();
            Path socket = folder.resolve("data").resolve("socket");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            try (JMSContext context = new RestanteConnectionFactory(uri("second")).createContext()) {
                Queue mine = context.createQueue("mine");
                context.createProducer().send(mine, "before");
                first.kill();
                context.createProducer().send(mine, "after");
                try (JMSContext third = new RestanteConnectionFactory(uri("third")).createContext()) {
                    assertEquals("before", third.createConsumer(mine).receiveBody(String.class, 10_000));
                    assertEquals("after", third.createConsumer(mine).receiveBody(String.class, 10_000));
                }
            }
            assertFalse(Files.exists(socket), "the socket is left behind");
        }
    }

    @Test
    void aPathTooLongForASocketIsSharedAllTheSame() throws Exception {
        Path deep = folder.resolve("d".repeat(100));
        String uri = "?data=" + deep;
        try (Restante holder = Restante.start("vm:deep" + uri)) {
            assertNotNull(holder);
            try (JMSContext context = new RestanteConnectionFactory("vm:other" + uri).createContext()) {
                Queue queue = context.createQueue("q");
                context.createProducer().send(queue, "tea");
                assertEquals("tea", context.createConsumer(queue).receiveBody(String.class, 10_000));
            }
        }
        assertFalse(Files.exists(deep.resolve("socket.path")), "the socket's path is left behind");
    }
}
