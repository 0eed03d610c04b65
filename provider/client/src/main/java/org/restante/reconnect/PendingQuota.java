package org.restante.reconnect;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Uninterrupted;

/**
 * A bound on the messages that wait for their answers: 1,024 requests, or 8 MiB. At the bound a caller waits up to ten
 * seconds and is then refused. Any thread may use it.
 */
final class PendingQuota {

    static final int MAX_MESSAGES = 1024;
    static final long MAX_BYTES = 8L << 20;

    private static final int TIMEOUT_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int requests;
    private long bytes;
    private @Nullable String ended;

    /**
     * Acquires space for a request; waits for it up to ten seconds.
     *
     * @return the refusal; null if there is space
     */
    Reply.@Nullable Refused acquire(long size) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            while (ended == null && isFull(size) && left > 0) {
                left = Uninterrupted.awaitNanos(changed, left);
            }
            if (ended != null) {
                return Reply.Refused.unsent(ended);
            } else if (isFull(size)) {
                return refused("for " + TIMEOUT_SECONDS + " seconds; send again later, or less at a time");
            }
            requests++;
            bytes += size;
            return null;
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

    /** Returns the space of a request that is answered. */
    void release(long size) {
        lock.lock();
        try {
            requests--;
            bytes -= size;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all waiting and all further requests with this reason. */
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
