package org.restante.log.journal;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.restante.disk.DiskFile;

/**
 * The prepared space of the log, shared by the writer, which uses it, and the preparer, which adds more. Any thread may call.
 *
 * <p>The writer never writes beyond {@link #prepared}, so the preparer is the first to detect a full disk, and no write fails because of
 * it. While the disk is not full, the writer waits until a reserve remains prepared behind its write. On a full disk it writes into this
 * reserve; when the reserve is used up, it waits for free space.
 *
 * <p>The reserve is an eighth of a segment and a thirty-second of the log, for acknowledgements, and besides as much as the log is long,
 * up to a segment: so the messages of the oldest segment can be copied forward, and the segment be used again. The owner of the log may
 * make it longer, for what is appended again before a trim.
 */
final class PreparedSpace {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Layout layout;
    private final int least;
    private final int step;
    private final Map<Long, DiskFile> segments = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Condition work = lock.newCondition();

    private final long started;
    private volatile long first;
    private volatile long written;
    private volatile long prepared;
    private volatile long awaited;
    private volatile long free;
    private volatile long keptBack;
    private volatile boolean full;
    private volatile @Nullable String obstacle;
    private volatile @Nullable IOException failure;
    private boolean workPending;
    private boolean closing;

    /**
     * @param first the position of the first entry
     * @param next the position of the next entry
     */
    PreparedSpace(Layout layout, long first, long next) {
        this.layout = layout;
        this.first = first;
        this.least = layout.segmentSize() / 8;
        this.step = Math.max(4096, layout.segmentSize() / 64);
        this.started = next;
        this.written = next;
        this.prepared = next;
        this.awaited = next;
    }

    int step() {
        return step;
    }

    /** Whether an entry of this size fits behind the written and queued entries without using the reserve. */
    boolean fits(long bytes, long queued) {
        long size = bytes + Frames.HEADER + Layout.ALIGNMENT;
        long at = written + queued;
        long left = (long) layout.segmentSize() - layout.offsetAt(at);
        long needed = at + size + reserve(at) + (size > left ? left + SegmentHeader.SIZE : 0);
        return failure == null && (needed <= prepared || (!full && needed - prepared <= free));
    }

    /** Whether the writer may write up to this position. */
    boolean isReady(long needed) {
        long end = prepared;
        return end >= needed + awaitedReserve(needed) || (full && end >= needed);
    }

    /** The reserve behind this position, without which nothing is accepted that makes the log grow. */
    private long reserve(long at) {
        long length = Math.max(0, at - first);
        return least + length / 32 + Math.min(layout.segmentSize(), length) + keptBack;
    }

    /** The part of the reserve for which a write waits. It grows with what this process has written, so that a start is quick. */
    private long awaitedReserve(long at) {
        return Math.min(reserve(at), least + 4 * Math.max(0, at - started));
    }

    /** The bytes that the writer can write behind what is written and queued, even if the disk is full. */
    long left(long queued) {
        return Math.max(0, prepared - written - queued);
    }

    /**
     * Waits until the writer may write up to this position, on a full disk until there is free space again. For the writer.
     *
     * @return false if the disk has failed, or is still full when the journal is closed
     */
    boolean await(long needed) {
        if (isReady(needed)) {
            return true;
        }
        lock.lock();
        try {
            awaited = needed;
            workPending = true;
            work.signal();
            while (!isReady(needed) && failure == null && !(closing && full)) {
                more.awaitUninterruptibly();
            }
            return isReady(needed);
        } finally {
            lock.unlock();
        }
    }

    /** From now on the writer does not wait for a full disk, only for the preparer. */
    void beginClosing() {
        lock.lock();
        try {
            closing = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sets the position up to which everything is written. For the writer. */
    void setWritten(long position) {
        written = position;
        if (target() > prepared && !full) {
            wakePreparer();
        }
    }

    /** Makes the reserve longer by this many bytes. */
    void setKeptBack(long bytes) {
        keptBack = bytes;
        if (target() > prepared && !full) {
            wakePreparer();
        }
    }

    /** Sets the position of the first entry, after a trim. A waiting writer may have enough now, for the reserve becomes shorter. */
    void setFirst(long position) {
        lock.lock();
        try {
            first = position;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The file of a prepared segment. For the writer, which owns it from then on. */
    @Nullable
    DiskFile takeFile(long number) {
        return segments.remove(number);
    }

    /** Hands a segment's file to the writer. For the preparer, before it calls {@link #setPrepared} for this segment. */
    void offerFile(long number, DiskFile file) {
        segments.put(number, file);
    }

    /** Records that the disk has failed: no more is written to it. */
    void fail(IOException cause) {
        lock.lock();
        try {
            failure = cause;
            more.signalAll();
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The failure of the disk; null if it has not failed. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Why there is no more space although the disk is not full; else null. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    /** Closes the files that the writer has not taken. */
    void close() throws IOException {
        for (DiskFile file : segments.values()) {
            file.close();
        }
        segments.clear();
    }

    /**
     * The position up to which space should be prepared. It is the further ahead, up to one segment, the more this process has written,
     * and never nearer than the reserve.
     */
    long target() {
        long end = written;
        long ahead = Math.min(layout.segmentSize(), 4 * (end - started));
        long needed = awaited; // its reserve may have become longer since the writer began to wait
        return Math.max(needed + awaitedReserve(needed), end + Math.max(ahead, reserve(end) + 2L * step));
    }

    long prepared() {
        return prepared;
    }

    long free() {
        return free;
    }

    /** The reserve for entries that free space, in bytes. */
    long reserve() {
        return reserve(written);
    }

    void setFree(long bytes) {
        free = bytes;
    }

    /** Records that segments were freed, so the disk may not be full any more. For the preparer. */
    void setFreed(long bytes) {
        lock.lock();
        try {
            free = bytes;
            full = false;
            obstacle = null;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sets the position up to which space is prepared. For the preparer. */
    void setPrepared(long position) {
        lock.lock();
        try {
            prepared = position;
            full = false;
            obstacle = null;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records that there is no more space for now. For the preparer.
     *
     * @param reason why, if the disk is not full
     */
    void setFull(@Nullable String reason) {
        lock.lock();
        try {
            full = true;
            obstacle = reason;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void wakePreparer() {
        lock.lock();
        try {
            workPending = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is space to prepare or a segment to recycle; on a full disk for about one second. For the preparer. */
    void awaitWork() {
        lock.lock();
        try {
            long left = RETRY_NANOS;
            while (!workPending && failure == null && left > 0) {
                if (full) {
                    left = work.awaitNanos(left);
                } else {
                    work.awaitUninterruptibly();
                }
            }
            workPending = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
