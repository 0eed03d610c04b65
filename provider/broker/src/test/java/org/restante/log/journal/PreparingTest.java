package org.restante.log.journal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.restante.disk.FaultyDisk;
import org.restante.log.Entries;
import org.restante.log.Keep;

/** Why no space can be prepared: the reason is the one of the operating system, and what passes does not fail the log. */
final class PreparingTest {

    private static final int SEGMENT = 64 << 10;
    private static final String OUT_OF_HANDLES = "journal: Too many open files";

    private final FaultyDisk disk = new FaultyDisk();

    private FileJournal claim() throws IOException {
        FileJournal journal = FileJournal.open(
                disk, "journal", JournalOptions.DEFAULT.withSegmentSize(SEGMENT), new SplittableRandom(1));
        journal.claim();
        return journal;
    }

    /** Appends until there is no room; returns the number of entries appended. */
    private static int fillUp(FileJournal journal) {
        int count = 0;
        while (journal.hasRoom(2_000)) {
            count = append(journal, count, 1);
        }
        return count;
    }

    private static int append(FileJournal journal, int from, int entries) {
        for (int i = from; i < from + entries; i++) {
            Entries.await(journal.append(entry(i, 2_000), Keep.SYNCED));
        }
        return from + entries;
    }

    @Test
    void inputOutputErrorIsTheReasonAndPasses() throws IOException {
        try (FileJournal journal = claim()) {
            disk.failCreations("Input/output error");
            int count = fillUp(journal);
            await().untilAsserted(() -> assertEquals("Input/output error", journal.obstacle()));
            disk.failCreations(null);
            await().until(() -> journal.hasRoom(2_000));
            assertNull(journal.obstacle());
            count = append(journal, count, 100);
            assertEquals(range(0, count), replay(journal, 0));
        }
    }

    @Test
    void fullDiskNeedsNoOtherReason() throws IOException {
        disk.fillUpAt(3 * SEGMENT);
        try (FileJournal journal = claim()) {
            assertTrue(fillUp(journal) > 0);
            assertNull(journal.obstacle());
        }
    }

    @Test
    void folderThatCannotBeOpenedForWantOfHandlesDoesNotFailTheLog() throws IOException {
        try (FileJournal journal = claim()) {
            disk.failFolders(OUT_OF_HANDLES);
            int count = fillUp(journal);
            await().untilAsserted(() -> assertEquals(OUT_OF_HANDLES, journal.obstacle()));
            disk.failFolders(null);
            await().until(() -> journal.hasRoom(2_000));
            count = append(journal, count, 100);
            assertEquals(range(0, count), replay(journal, 0));
        }
    }
}
