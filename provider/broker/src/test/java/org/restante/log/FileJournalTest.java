package org.restante.log;

import java.io.IOException;
import java.util.SplittableRandom;

class FileJournalTest extends LogContract {
    private final FaultyDisk disk = new FaultyDisk();

    @Override
    Log open() throws IOException {
        JournalOptions options = JournalOptions.DEFAULT.withSegmentSize(64 << 10);
        return FileJournal.open(disk, "journal", options, new SplittableRandom(1));
    }
}
