package org.restante;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.restante.broker.persistence.Storage;
import org.restante.disk.DirectoryLock;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;
import org.restante.store.Snapshots;

/** Opens the storage in a locked data directory: the journal in {@code journal}, the snapshots in {@code snapshots}. */
final class DurableStorage {

    private DurableStorage() {}

    /** @param release called after journal and snapshots are closed */
    static Storage open(DirectoryLock lock, BrokerConfiguration configuration, RandomGenerator random, Runnable release)
            throws IOException {
        StartMarker marker =
                StartMarker.begin(lock.directory(), Runtime.getRuntime().maxMemory());
        try {
            return open(lock, configuration, random, marker, release);
        } catch (IOException | RuntimeException e) {
            marker.end();
            throw e;
        }
    }

    private static Storage open(
            DirectoryLock lock,
            BrokerConfiguration configuration,
            RandomGenerator random,
            StartMarker marker,
            Runnable release)
            throws IOException {
        int segmentBytes = configuration.segmentBytes();
        Snapshots snapshots = Snapshots.open(lock.directory().resolve("snapshots"), configuration.disk());
        try {
            JournalOptions options = JournalOptions.DEFAULT
                    .withSegmentSize(segmentBytes)
                    .withQueueLimit(
                            JournalOptions.DEFAULT.queueLimit() + segmentBytes) // so the longest entry fits, too
                    .withUsedBefore(snapshots.newestPosition());
            FileJournal journal =
                    FileJournal.open(configuration.disk().apply(lock.directory()), "journal", options, random);
            return new Storage(journal, snapshots, marker::end, release);
        } catch (IOException | RuntimeException e) {
            snapshots.close();
            throw e;
        }
    }
}
