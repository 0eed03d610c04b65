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
 * The space that is ready to be written, between the writer, who uses it, and the preparer, who makes more.
 *
 * <p>The writer never writes behind {@link #prepared}, so a full disk is met by the preparer, never by a write. While the
 * disk is not full the writer waits until {@link #reserve} bytes stay ready behind what it writes; once it is full, what
 * goes on is written into that reserve, and behind it the writer waits for room. Any thread may call.
 */
final class PreparedSpace {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Layout layout;
    private final int reserve;
    private final int step;
    private final Map<Long, DiskFile> segments = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Condition work = lock.newCondition();

    private final long started;
    private volatile long written;
    private volatile long prepared;
    private volatile long demand;
    private volatile long free;
    private volatile boolean full;
    private volatile @Nullable IOException broken;
    private boolean asked;
    private boolean closing;

    PreparedSpace(Layout layout, long next) {
        this.layout = layout;
        this.reserve = layout.segmentSize() / 8;
        this.step = Math.max(4096, layout.segmentSize() / 64);
        this.started = next;
        this.written = next;
        this.prepared = next;
    }

    int step() {
        return step;
    }

    /** Whether an entry of this size fits behind what is written and queued, and leaves the reserve alone. */
    boolean fits(long bytes, long queued) {
        long size = bytes + Frames.HEADER + Layout.ALIGNMENT;
        long at = written + queued;
        long left = (long) layout.segmentSize() - layout.offsetAt(at);
        long needed = at + size + reserve + (size > left ? left + SegmentHeader.SIZE : 0);
        return broken == null && (needed <= prepared || (!full && needed <= prepared + free));
    }

    /** Whether it is safe to write up to this position. */
    boolean isReady(long needed) {
        long at = prepared;
        return at >= needed + reserve || (full && at >= needed);
    }

    /**
     * Waits until it is safe to write up to this position, if need be until a full disk has room again. For the writer.
     *
     * @return false if that is in vain: the disk is broken, or still full when the journal is closed
     */
    boolean await(long needed) {
        if (isReady(needed)) {
            return true;
        }
        lock.lock();
        try {
            demand = needed + reserve;
            asked = true;
            work.signal();
            while (!isReady(needed) && broken == null && !(closing && full)) {
                more.awaitUninterruptibly();
            }
            return isReady(needed);
        } finally {
            lock.unlock();
        }
    }

    /** The writer is to wait for no more than the preparer. */
    void beginClosing() {
        lock.lock();
        try {
            closing = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says how far the writer has come. */
    void written(long position) {
        written = position;
        if (wanted() > prepared && !full) {
            ask();
        }
    }

    @Nullable
    DiskFile take(long number) {
        return segments.remove(number);
    }

    /** A segment's file is there for the writer. For the preparer, before it says that the segment is prepared. */
    void offer(long number, DiskFile file) {
        segments.put(number, file);
    }

    /** The disk no longer does as told: nothing more may be trusted to it. */
    void broke(IOException why) {
        lock.lock();
        try {
            broken = why;
            more.signalAll();
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Why the disk is not to be trusted any more. */
    @Nullable
    IOException broken() {
        return broken;
    }

    /** Closes the files that the writer has not taken. */
    void close() throws IOException {
        for (DiskFile file : segments.values()) {
            file.close();
        }
        segments.clear();
    }

    /** Up to where space should be ready: ever further ahead, up to one segment, as this process writes more. */
    long wanted() {
        long at = written;
        long ahead = Math.min(layout.segmentSize(), Math.max(reserve + 2L * step, 4 * (at - started)));
        return Math.max(demand, at + ahead);
    }

    long prepared() {
        return prepared;
    }

    boolean isFull() {
        return full;
    }

    long free() {
        return free;
    }

    int reserve() {
        return reserve;
    }

    void free(long bytes) {
        free = bytes;
    }

    /** Space is ready up to this position. For the preparer. */
    void prepared(long position) {
        lock.lock();
        try {
            prepared = position;
            full = false;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more space can be made for now. For the preparer. */
    void exhausted() {
        lock.lock();
        try {
            full = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the preparer. */
    void ask() {
        lock.lock();
        try {
            asked = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to prepare or to recycle, or while full for about a second. For the preparer. */
    void awaitWork() {
        lock.lock();
        try {
            long left = RETRY_NANOS;
            while (!asked && broken == null && left > 0) {
                if (full) {
                    left = work.awaitNanos(left);
                } else {
                    work.awaitUninterruptibly();
                }
            }
            asked = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
