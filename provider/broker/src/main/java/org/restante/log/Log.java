package org.restante.log;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;

/**
 * An ordered, append-only record of entries, with one owner at a time.
 *
 * <p>The trap: stages complete on the log's own threads (or inline, in memory). Actions chained to a stage must be short and
 * must not call a blocking method of the log.
 *
 * <p>{@link #claim}, {@link #append} and {@link #trim} belong to the owner's one thread; everything else may be called
 * from any thread.
 */
public interface Log extends AutoCloseable {

    /**
     * Makes this handle the only owner, durably; called once, before the first append. From then on appends of an older owner fail with
     * {@link StaleOwnerException} (fencing).
     *
     * <p>A replay begun after this call sees every entry of an older owner that is confirmed, or ever will be. One begun before it
     * may miss some. So an owner that builds its state from the log claims first, then replays.
     *
     * @return an epoch higher than every earlier one of this log
     * @throws IOException if ownership could not be recorded
     */
    long claim() throws IOException;

    /**
     * Appends one entry, atomically, after all entries appended before it. The array must not be changed afterwards.
     *
     * <p>The stage completes with the entry's position; stages complete in append order. Completion of a
     * {@link Keep#SYNCED} entry means that it and all entries before it survive a power cut; completion of a
     * {@link Keep#WRITTEN} entry means that it and all entries before it survive the death of the process. A written
     * entry is not forced itself, but may wait for the force of a synced entry before it.
     *
     * <p>Fails with {@link LogFullException} if only this entry is refused, with {@link LogFailedException} after the first failed
     * write or force and from then on always, and with {@link StaleOwnerException} when another owner has claimed the log.
     */
    CompletionStage<Long> append(byte[] entry, Keep keep);

    /**
     * Visits, in order, the entries at positions {@code >= from} until the visitor returns false or the end is reached. Includes at
     * least every entry whose stage had completed before the call, on whichever handle. Damaged entries are skipped and reported in {@link
     * #damage}. Blocks; the visitor runs on the calling thread.
     */
    void replay(long from, EntryVisitor visitor) throws IOException;

    /**
     * Follows the log from this position on: a replay without an end. It begins at {@link #first} if entries from there on were
     * trimmed before the call. Any number of cursors may follow, whether or not this handle has claimed the log.
     *
     * @param from as for {@link #replay}; to begin a log, 0
     */
    default LogTail follow(long from) throws IOException {
        return new ReplayingTail(this, Math.max(from, first()));
    }

    /**
     * Reads one entry and verifies it. I/O never runs on the calling thread. Fails with {@link DamagedEntryException}
     * or {@link NoSuchEntryException}. The array may be shared with other readers and must not be changed.
     */
    CompletionStage<byte[]> read(long position);

    /**
     * Allows the log to drop entries before this position, which nobody may read again. Frees whole segments only.
     *
     * <p>The log records durably that it was trimmed, before it drops an entry; so it can tell a trim from a loss, see {@link #cut}.
     */
    void trim(long before);

    /**
     * Why entries are missing at the beginning of the log, although no owner has trimmed it so far: what cut it, as far as that is
     * known. Null if nothing is missing there. Entries that were confirmed may be lost, so a broker does not start on it.
     */
    default @Nullable String cut() {
        return null;
    }

    /** A lower bound on the positions of all entries kept and of later ones; not necessarily the position of an entry. */
    long first();

    /** An exclusive upper bound on the positions of all entries appended and completed so far. */
    long end();

    /** The unit, in bytes of position, in which {@link #trim} frees space. */
    long segmentSize();

    /** The largest entry accepted, in bytes. */
    int maxEntry();

    /**
     * Whether an entry of this size fits without using the reserve, which is kept for entries that free space. Cheap. Entries
     * appended despite {@code false} use the reserve; when it is used up, they wait for free space (on disk), or fail with {@link
     * LogFullException} (in memory).
     */
    boolean hasRoom(long bytes);

    /**
     * Why the log gets no more space although the disk is not full, such as an input/output error; null if it gets space, or if the
     * disk is full. Cheap.
     */
    default @Nullable String obstacle() {
        return null;
    }

    /** The bytes that can be appended behind the queued entries even if the disk gives no more space, reserve included. Cheap. */
    long left();

    /** Makes the reserve so many bytes longer, for what is appended again before a trim. Cheap. */
    default void keepBack(long bytes) {}

    /**
     * Completes when this handle has lost the log without an append: another owner has claimed it, or it has failed. Every later append
     * fails with this reason. A log that notices it only when something is appended never completes the stage.
     */
    default CompletionStage<LogException> lost() {
        return new CompletableFuture<>();
    }

    /** Counters since the log was opened. Cheap. */
    default LogFigures figures() {
        return LogFigures.NONE;
    }

    /** Disk space used by the log. Cheap; approximate while entries are being written. */
    default Usage usage() {
        return Usage.NONE;
    }

    /** Damage found since this log was opened, oldest finding first. */
    List<Damage> damage();

    /** Writes the queued entries, then ends threads and closes files. Later appends fail with {@link LogFailedException}. */
    @Override
    void close();
}
