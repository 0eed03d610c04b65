package org.restante.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.log.Damage;

/**
 * The generations of snapshots in one directory. Owned by the snapshot thread, which nobody interrupts: an interrupt inside
 * MapDB closes its file.
 */
public final class Snapshots implements AutoCloseable {

    private Snapshots() {}

    /** Opens a directory, and makes it if it is not there; what an earlier process left half written is removed. */
    public static Snapshots open(Path directory) throws IOException {
        throw new UnsupportedOperationException("open " + directory);
    }

    /**
     * Opens the newest generation that verifies, and quarantines those that do not.
     *
     * @return null if none verifies: the whole log must be replayed
     */
    public @Nullable Snapshot newest() throws IOException {
        throw new UnsupportedOperationException("newest");
    }

    /**
     * Begins the next generation.
     *
     * @param position the position of the log from which replay must start on top of the rows that will be put
     */
    public SnapshotWriter begin(long position) throws IOException {
        throw new UnsupportedOperationException("begin at " + position);
    }

    /** The position of the older of the two newest generations: the log may be trimmed before it. -1 while there are fewer. */
    public long coveredPosition() {
        return -1;
    }

    /** What was found damaged since the directory was opened, oldest finding first. */
    public List<Damage> damage() {
        return List.of();
    }

    @Override
    public void close() {}
}
