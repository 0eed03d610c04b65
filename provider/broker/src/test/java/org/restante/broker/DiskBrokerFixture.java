package org.restante.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.restante.broker.persistence.Storage;
import org.restante.disk.FileDisk;
import org.restante.log.Log;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;
import org.restante.store.Snapshots;

/** The fixture with a journal of segments of 1 MiB, and snapshots, in a directory of the test. */
abstract class DiskBrokerFixture extends BrokerFixture {

    static final int SEGMENT = 1 << 20;

    @TempDir
    Path directory;

    FileJournal journal;

    /** The size of the journal's segments. */
    int segment() {
        return SEGMENT;
    }

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withCacheBytes(1).withSnapshotBytes(2 * SEGMENT);
    }

    @Override
    protected final Storage open() throws IOException {
        Snapshots snapshots = Snapshots.open(directory.resolve("snapshots"));
        JournalOptions options =
                JournalOptions.DEFAULT.withSegmentSize(segment()).withUsedBefore(snapshots.newestPosition());
        journal = FileJournal.open(new FileDisk(directory), "journal", options, new Random(2));
        return new Storage(log(journal), snapshots, () -> {});
    }

    /** What the broker gets for this journal. */
    Log log(Log opened) {
        return opened;
    }
}
