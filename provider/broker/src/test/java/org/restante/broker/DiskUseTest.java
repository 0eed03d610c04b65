package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.message.Address;

/** The disk usage of a broker whose log has segments of 1 MiB. */
class DiskUseTest extends DiskBrokerFixture {

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withSnapshotBytes(2 * SEGMENT);
    }

    @Override
    protected InstantSource clock() {
        return InstantSource.system();
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
