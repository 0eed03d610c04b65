package org.restante;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.restante.broker.Storage;
import org.restante.log.DirectoryLock;
import org.restante.log.FileDisk;
import org.restante.log.FileJournal;
import org.restante.log.JournalOptions;
import org.restante.store.Snapshots;

/** Opens a data directory: its lock, the journal in {@code journal}, the snapshots in {@code snapshots}. */
final class DurableStorage {

    private DurableStorage() {}

    static Storage open(Path directory, int segmentBytes, InstantSource clock, RandomGenerator random)
            throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(directory, clock);
        Snapshots snapshots = null;
        try {
            snapshots = Snapshots.open(directory.resolve("snapshots"));
            JournalOptions options =
                    JournalOptions.DEFAULT.withSegmentSize(segmentBytes).withUsedBefore(snapshots.newestPosition());
            FileJournal journal = FileJournal.open(new FileDisk(directory), "journal", options, random);
            return new Storage(journal, snapshots, () -> release(lock));
        } catch (IOException | RuntimeException e) {
            if (snapshots != null) {
                snapshots.close();
            }
            lock.close();
            throw e;
        }
    }

    private static void release(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
