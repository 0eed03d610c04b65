package org.restante.log;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.restante.disk.Damage;

/**
 * An ordered, append-only record of entries, with one owner at a time.
 *
 * <p>The trap: stages complete on the log's own threads (or inline, in memory). What is chained to them must be short and
 * must not call back into a blocking method of the log.
 *
 * <p>{@link #claim}, {@link #append} and {@link #trim} belong to the owner's one thread; everything else may be called
 * from any thread.
 */
public interface Log extends AutoCloseable {

    /**
     * Becomes the one owner, durably; to be called once, before the first append. An older owner's appends fail with
     * {@link StaleOwnerException} from here on.
     *
     * @return an epoch higher than every earlier one of this log
     * @throws IOException if ownership could not be recorded
     */
    long claim() throws IOException;

    /**
     * Appends one entry, atomically, after all entries appended before it. The array must not be changed afterwards.
     *
     * <p>The stage completes with the entry's position; stages complete in append order. Completion of a
     * {@link Keep#SYNCED} entry means that it and all before it will be there after a power cut; completion of a
     * {@link Keep#WRITTEN} entry means that it and all before it will be there after the process is killed. A written
     * entry waits for no sync of its own, but may wait for that of a synced entry before it.
     *
     * <p>Fails with {@link LogFullException} when the entry was refused and nothing else is lost, with
     * {@link LogFailedException} for good after the first failed write or force, and with {@link StaleOwnerException}
     * when another owner has claimed the log.
     */
    CompletionStage<Long> append(byte[] entry, Keep keep);

    /**
     * Visits, in order, the entries at positions {@code >= from} until the visitor says stop or the end is reached. Sees at
     * least every entry whose stage had completed before the call. Damaged entries are left out and counted in {@link
     * #damage}. Blocks; the visitor runs on the calling thread.
     */
    void replay(long from, EntryVisitor visitor) throws IOException;

    /**
     * Reads one entry again, verified. Never on the calling thread if it means I/O. Fails with {@link DamagedEntryException}
     * or {@link NoSuchEntryException}. The array may be shared with other readers and must not be changed.
     */
    CompletionStage<byte[]> read(long position);

    /** Says that entries before this position are never asked for again; whole segments before it may go. */
    void trim(long before);

    /** The position of the oldest entry kept, or that of the next entry if none is. A bound, not necessarily an entry. */
    long first();

    /** An exclusive upper bound on the positions of all entries appended and completed so far. */
    long end();

    /** The unit, in bytes of position, in which {@link #trim} frees space. */
    long segmentSize();

    /** The largest entry accepted, in bytes. */
    int maxEntry();

    /**
     * Whether an entry of this size fits without touching the reserve kept for entries that free room. Cheap. Entries
     * appended in spite of {@code false} use up the reserve; after it they wait for room (on disk), or fail with {@link
     * LogFullException} (in memory).
     */
    boolean hasRoom(long bytes);

    /** What it has done since it was opened. Cheap. */
    default LogFigures figures() {
        return LogFigures.NONE;
    }

    /** What it takes of its disk. Cheap; about right while it is being written. */
    default Usage usage() {
        return Usage.NONE;
    }

    /** What was found damaged since this log was opened, oldest finding first. */
    List<Damage> damage();

    /** Keeps what is queued, then releases threads and files. Appends after it fail with {@link LogFailedException}. */
    @Override
    void close();
}
