package org.restante.log;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Follows a log by replaying what is new, at most every {@value #INTERVAL_MILLIS} ms; for logs that have nothing better. */
final class ReplayingTail implements LogTail {
    private static final long INTERVAL_MILLIS = 20;

    private final Log log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private volatile boolean closed;
    private volatile long next;
    private int visited;

    ReplayingTail(Log log, long from) {
        this.log = log;
        this.next = from;
    }

    @Override
    public int next(EntryVisitor visitor, long millis) throws IOException {
        visited = 0;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!closed) {
            replay(visitor);
            long left = deadline - System.nanoTime();
            if (visited > 0 || left <= 0 || !await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS)))) {
                break;
            }
        }
        return visited;
    }

    private void replay(EntryVisitor visitor) throws IOException {
        checkFirst();
        NoSuchEntryException[] trimmed = {null};
        log.replay(next, (position, entry) -> {
            trimmed[0] = trimmed(); // entries before this one may have been passed over
            if (closed || trimmed[0] != null) {
                return false;
            }
            next = position + 1;
            visited++;
            return visitor.visit(position, entry);
        });
        if (trimmed[0] != null) {
            throw trimmed[0];
        }
        checkFirst();
    }

    private void checkFirst() throws NoSuchEntryException {
        NoSuchEntryException trimmed = trimmed();
        if (trimmed != null) {
            throw trimmed;
        }
    }

    private @Nullable NoSuchEntryException trimmed() {
        long first = log.first();
        return first <= next
                ? null
                : new NoSuchEntryException("The log begins at " + first + " now; entries from " + next
                        + " on were trimmed before they were followed");
    }

    /** Returns false if the cursor was closed, or the thread interrupted. */
    private boolean await(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && left > 0) {
                left = ended.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long position() {
        return next;
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
