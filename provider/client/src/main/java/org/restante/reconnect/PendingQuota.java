package org.restante.reconnect;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.link.Reply;

/** A bound on the messages that wait for their answers; who comes when it is reached waits a while. Any thread may use it. */
final class PendingQuota {

    static final int MAX_MESSAGES = 1024;
    static final long MAX_BYTES = 8L << 20;

    private static final int PATIENCE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int requests;
    private long bytes;
    private @Nullable String ended;

    /**
     * Waits for room, for ten seconds at the most.
     *
     * @return why not; null if there is room
     */
    Reply.@Nullable Refused enter(long size) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (ended == null && isFull(size) && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (ended != null) {
                return new Reply.Refused(Problem.CLOSED, ended);
            } else if (isFull(size)) {
                return refused("for " + PATIENCE_SECONDS + " seconds; send again later, or less at a time");
            }
            requests++;
            bytes += size;
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("when the thread was interrupted");
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(long size) {
        return requests > 0 && (requests >= MAX_MESSAGES || bytes + size > MAX_BYTES);
    }

    private Reply.Refused refused(String when) {
        return new Reply.Refused(
                Problem.RESOURCE_LIMIT,
                requests + " messages of " + bytes + " bytes had no answer from the broker " + when);
    }

    void leave(long size) {
        lock.lock();
        try {
            requests--;
            bytes -= size;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void end(String reason) {
        lock.lock();
        try {
            ended = reason;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
