package org.restante.log;

import java.io.IOException;

/**
 * A cursor that follows a log: it visits the entries from a position on, and those that its owner appends later, whoever that is.
 *
 * <p>It is owned by one thread, except {@link #close}, which any thread may call. The trap: it may visit an entry before the stage
 * of its append completes, but never one that is void.
 */
public interface LogTail extends AutoCloseable {

    /**
     * Visits, in order, the entries that have been added since the last call, until the visitor returns false. Without any, waits
     * for the first one.
     *
     * @param millis the longest wait; 0 does not wait
     * @return how many entries were visited; 0 if there was none, or if the cursor was closed
     * @throws NoSuchEntryException if entries that it has not visited may have been trimmed. Whoever builds a state from the
     *     entries must begin again, from a newer snapshot
     */
    int next(EntryVisitor visitor, long millis) throws IOException;

    /** The lowest position that the next entry may have. */
    long position();

    /** Ends a wait, and later calls at once. Idempotent. */
    @Override
    void close();
}
