package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.broker.persistence.Storage;
import org.restante.disk.FileDisk;
import org.restante.link.AdminRequest;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;
import org.restante.message.Address;
import org.restante.store.Snapshots;

/** The disk usage of a broker whose log has segments of 1 MiB. */
class DiskUseTest {

    private static final long SEGMENT = 1 << 20;

    @TempDir
    private Path directory;

    private Broker broker;
    private TestClient client;

    @BeforeEach
    void start() {
        BrokerOptions options = BrokerOptions.forHeap(256 << 20).withBlock(4).withSnapshotBytes(2 * SEGMENT);
        broker = Broker.start("disk", this::open, options, InstantSource.system(), new Random(1))
                .join();
        client = new TestClient(broker);
    }

    private Storage open() throws IOException {
        Snapshots snapshots = Snapshots.open(directory.resolve("snapshots"));
        JournalOptions options =
                JournalOptions.DEFAULT.withSegmentSize((int) SEGMENT).withUsedBefore(snapshots.newestPosition());
        return new Storage(
                FileJournal.open(new FileDisk(directory), "journal", options, new Random(2)), snapshots, () -> {});
    }

    @AfterEach
    void stop() {
        client.close();
        broker.close();
    }

    private DiskStatus disk() {
        return ((Reply.Disk) client.ask(new AdminRequest.Disk())).status();
    }

    private List<Reply.Holder> holders(long before) {
        return ((Reply.Holders) client.ask(new AdminRequest.Holders(before, null))).holders();
    }

    @Test
    void tellsWhatTheFilesTakeAndWhatOfItWaits() {
        DiskStatus empty = disk();
        assertEquals(SEGMENT, empty.segment());
        assertEquals(0, empty.live());
        assertEquals(-1, empty.covered());
        assertTrue(empty.logFiles() > 0);
        assertTrue(empty.free() > 0);
        assertTrue(empty.reserve() > 0);
        client.send("slow", "x".repeat(10_000));
        DiskStatus one = disk();
        assertTrue(one.live() > 10_000, () -> "live: " + one.live());
        assertTrue(one.end() > empty.end());
        assertEquals(0, one.oldestLive() / SEGMENT);
    }

    @Test
    void tellsWhoseMessagesLieInTheOldestSegmentUntilTheyAreCopiedForward() {
        client.send("slow", "old");
        client.send("other", "old, too");
        String text = "x".repeat(100_000);
        int consumer = client.consume("busy");
        for (int i = 0; i < 15; i++) {
            client.send("busy", text);
            client.acknowledge(client.take(consumer, 1));
        }
        assertEquals(0, disk().oldestLive() / SEGMENT);
        List<Reply.Holder> holders = holders(SEGMENT);
        assertEquals(
                List.of(Address.queue("slow"), Address.queue("other")),
                holders.stream().map(Reply.Holder::destination).toList());
        assertEquals(1, holders.get(0).messages());
        assertTrue(holders.get(0).oldest() > 0);
        Awaitility.await().untilAsserted(() -> {
            client.send("busy", text);
            client.acknowledge(client.take(consumer, 1));
            DiskStatus later = disk();
            assertTrue(later.first() >= SEGMENT && later.oldestLive() >= SEGMENT, later::toString);
            assertTrue(later.snapshotFiles() > 0 && later.covered() > 0, later::toString);
        });
    }
}
