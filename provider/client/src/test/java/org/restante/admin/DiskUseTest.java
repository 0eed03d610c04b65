package org.restante.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.message.Address;

final class DiskUseTest {

    private static final long MIB = 1 << 20;
    private static final Reply.Holder SLOW =
            new Reply.Holder(Address.queue("slow"), null, null, 3, 1200, 1_700_000_000_000L);

    private static String words(long first, long end, long oldestLive, long covered, Reply.Holder... holders) {
        DiskStatus status = new DiskStatus(
                64 * MIB,
                first * MIB,
                end * MIB,
                2 * MIB,
                oldestLive * MIB,
                covered,
                10 * MIB,
                640 * MIB,
                MIB,
                5000 * MIB,
                8 * MIB,
                false);
        return String.join("\n", new DiskUse(status, List.of(holders)).words());
    }

    @Test
    void saysWhoHoldsTheOldestSegment() {
        assertEquals("""
                the log has 250.0 MiB in 4 segments of 64.0 MiB; 2.0 MiB of it are waiting messages
                files take 640.0 MiB for the log, 1.0 MiB for snapshots
                4.9 GiB of the disk are free; 8.0 MiB of the prepared files are reserved for acknowledgements
                segment 12 is held by 3 messages (1.2 KiB) of queue:slow, the oldest from 2023-11-14T22:13:20Z
                they are copied forward when the log has more than 260.0 MiB, so that the segment can be deleted""", words(770, 1020, 770, 1000 * MIB, SLOW));
    }

    @Test
    void saysThatSnapshotsMustKnowASegmentBeforeItGoes() {
        String words = words(770, 1020, 1000, -1);
        assertTrue(
                words.endsWith(
                        "segment 12 is deleted when two snapshots cover it; the next one is due after 10.0 MiB more"),
                words);
    }

    @Test
    void saysWhichSegmentsGoAndWhen() {
        String words = words(770, 1020, 1000, 980 * MIB);
        assertTrue(
                words.endsWith(
                        "segments 12 to 14 hold no waiting messages and are deleted with the next snapshot, after 10.0 MiB more"),
                words);
    }

    @Test
    void saysThatTheOnlySegmentIsBeingWritten() {
        assertTrue(words(0, 10, 10, -1).endsWith("segment 0 is the only one, and is being written"));
    }

    @Test
    void namesThreeHoldersAndCountsTheOthers() {
        Reply.Holder daily = new Reply.Holder(Address.topic("news"), "anna", "daily", 1, 10, 0);
        String words = words(770, 1020, 770, 1000 * MIB, SLOW, daily, SLOW, SLOW, SLOW);
        assertTrue(
                words.contains(
                        "1 messages (10 bytes) of the subscription 'daily' of topic:news (client identifier 'anna')"),
                words);
        assertTrue(words.contains("and by messages of 2 other queues or subscriptions"), words);
    }
}
