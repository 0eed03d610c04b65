package org.restante.broker.persistence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.restante.log.Log;
import org.restante.store.Snapshots;

/**
 * The storage of a broker: a log, and snapshots if it is to survive the process.
 *
 * @param startEnded called when the start is complete, or has failed with a reason
 * @param release releases the directory; called last
 */
public record Storage(Log log, @Nullable Snapshots snapshots, Runnable startEnded, Runnable release)
        implements AutoCloseable {

    /** A storage that does not ask how the start ends. */
    public Storage(Log log, @Nullable Snapshots snapshots, Runnable release) {
        this(log, snapshots, () -> {}, release);
    }

    /** Opens a storage on the broker thread, which is never interrupted. */
    @FunctionalInterface
    public interface Opener {
        Storage open() throws IOException;
    }

    @Override
    public void close() {
        log.close();
        if (snapshots != null) {
            snapshots.close();
        }
        release.run();
    }
}
