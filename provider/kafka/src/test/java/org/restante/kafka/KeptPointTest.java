package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.log.Keep;

/** A log that is opened again with what the handle before has read. */
class KeptPointTest {

    private static final int COUNT = 100;

    private final TestLogs logs = new TestLogs();

    @TempDir
    private Path directory;

    private Path cache() {
        return directory.resolve("log-index");
    }

    private KafkaLog open() throws IOException {
        return KafkaLog.open(logs.options(), cache(), new SplittableRandom(1), System::nanoTime);
    }

    private void fill(int from) throws IOException {
        try (KafkaLog log = open()) {
            log.claim();
            CompletionStage<Long> last = null;
            for (int i = from; i < from + COUNT; i++) {
                last = log.append(entry(i, 10_000), Keep.SYNCED);
            }
            await(last);
        }
    }

    @Test
    void readsOnWhereTheHandleBeforeWas() throws IOException {
        fill(0);
        try (KafkaLog again = open()) {
            assertTrue(again.readFrom() > COUNT, "from " + again.readFrom());
            assertEquals(range(0, COUNT), replay(again, 0));
            assertNull(again.cut());
            assertEquals(1, again.epoch());
            assertTrue(again.isFree(), "its owner has ended in order");
        }
        fill(COUNT);
        try (KafkaLog third = open()) {
            assertEquals(range(0, 2 * COUNT), replay(third, 0));
            assertEquals(2, third.epoch());
            assertEquals(0, third.damage().size());
        }
    }

    @Test
    void knowsATrimOfTheMeantimeFromALoss() throws IOException {
        fill(0);
        Files.copy(cache(), directory.resolve("before"));
        try (KafkaLog owner = open()) {
            owner.claim();
            owner.trim(600_000);
            assertTrue(owner.first() > 0);
            Awaitility.await().until(() -> logs.offset(OffsetSpec.earliest()) > 0);
        }
        Files.copy(directory.resolve("before"), cache(), StandardCopyOption.REPLACE_EXISTING);
        try (KafkaLog again = open()) {
            assertTrue(again.readFrom() > COUNT, "from " + again.readFrom());
            assertNull(again.cut());
            assertTrue(again.first() > 0);
            assertEquals(replay(again, again.first()), replay(again, 0));
        }
    }

    @Test
    void aFileThatIsDamagedOrOfAnotherTopicCountsForNothing() throws IOException {
        fill(0);
        byte[] kept = Files.readAllBytes(cache());
        for (int at : new int[] {0, 5, kept.length / 2, kept.length - 1}) {
            byte[] damaged = kept.clone();
            damaged[at] ^= 1;
            Files.write(cache(), damaged);
            assertNull(KeptPoint.read(cache()));
        }
        Files.write(cache(), new byte[3]);
        try (KafkaLog again = open()) {
            assertEquals(0, again.readFrom());
            assertEquals(range(0, COUNT), replay(again, 0));
        }
        Files.write(cache(), kept);
        KeptPoint point = KeptPoint.read(cache());
        assertEquals(COUNT, point == null ? 0 : point.point().number());
        assertNull(point == null ? null : point.at(new LogTopic.Inspection("another", 1 << 20, 0, 1_000)));
    }
}
