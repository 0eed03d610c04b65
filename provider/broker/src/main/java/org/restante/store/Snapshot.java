package org.restante.store;

import java.io.IOException;

/**
 * One generation, verified when it was opened and never changed again. Owned by the snapshot thread.
 *
 * <p>The trap: it holds a file open. Close it before the directory is closed.
 */
public interface Snapshot extends AutoCloseable {

    /** Counts the generations of a directory; higher is newer. */
    long generation();

    /** The position of the log from which replay starts on top of these rows. */
    long position();

    /** How many rows there are. */
    long rows();

    /** Visits all rows, in ascending unsigned order of their keys, until the visitor says stop. */
    default void scan(RowVisitor visitor) throws IOException {
        scan(new byte[0], visitor);
    }

    /**
     * Visits the rows whose keys are {@code >= from}, in ascending unsigned order, until the visitor says stop.
     *
     * @throws IOException if the file cannot be read any longer, or no longer holds what it held when it was opened
     */
    void scan(byte[] from, RowVisitor visitor) throws IOException;

    @Override
    void close();
}
