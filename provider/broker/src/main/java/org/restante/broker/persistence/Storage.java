package org.restante.broker.persistence;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.restante.log.Log;
import org.restante.store.Snapshots;

/**
 * Where a broker keeps things: a log, and snapshots if it is to survive the process.
 *
 * @param release gives up the directory, last of all
 */
public record Storage(Log log, @Nullable Snapshots snapshots, Runnable release) implements AutoCloseable {

    /** Opens a storage on the broker's own thread, which nobody interrupts. */
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
