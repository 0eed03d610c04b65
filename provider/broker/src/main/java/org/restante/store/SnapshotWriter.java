package org.restante.store;

import java.io.IOException;

/** Writes one new generation, row by row. Owned by the snapshot thread. */
public final class SnapshotWriter implements AutoCloseable {

    SnapshotWriter() {}

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if the key is not above the key before it, compared as unsigned bytes
     * @throws IOException if the row cannot be written, for instance for want of room
     */
    public void put(byte[] key, byte[] value) throws IOException {
        throw new UnsupportedOperationException("put");
    }

    /** Makes this the newest generation; when it returns, it survives a power cut. */
    public void commit() throws IOException {
        throw new UnsupportedOperationException("commit");
    }

    /** Gives the new generation up, unless it is committed, and removes its file. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("close");
    }
}
