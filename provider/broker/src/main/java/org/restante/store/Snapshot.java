package org.restante.store;

import java.io.IOException;

/**
 * One generation of snapshots, verified when it is opened and never changed. Owned by the snapshot thread.
 *
 * <p>The trap: it keeps a file open. Close it before the {@link Snapshots}.
 */
public interface Snapshot extends AutoCloseable {

    /** The number of this generation; a higher number is newer. */
    long generation();

    /** The log position from which entries must be replayed on top of these rows. */
    long position();

    /** The number of rows. */
    long rows();

    /** Visits all rows, in ascending unsigned order of their keys, until the visitor returns false. */
    default void scan(RowVisitor visitor) throws IOException {
        scan(new byte[0], visitor);
    }

    /**
     * Visits the rows whose keys are {@code >= from}, in ascending unsigned order, until the visitor returns false.
     *
     * @throws IOException if the file cannot be read, or was damaged after it was opened
     */
    void scan(byte[] from, RowVisitor visitor) throws IOException;

    @Override
    void close();
}
