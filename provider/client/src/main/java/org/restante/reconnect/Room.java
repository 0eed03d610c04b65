package org.restante.reconnect;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A bound on the messages that wait for their answers; who comes when it is reached waits. Any thread may use it. */
final class Room {

    static final int MOST = 1024;
    static final long MOST_BYTES = 8L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int requests;
    private long bytes;
    private @Nullable String ended;

    /**
     * Waits for room, as long as it takes: the link comes back, or ends.
     *
     * @return why not; null if there is room
     */
    @Nullable
    String enter(long size) {
        lock.lock();
        try {
            while (ended == null && requests > 0 && (requests >= MOST || bytes + size > MOST_BYTES)) {
                changed.await();
            }
            if (ended == null) {
                requests++;
                bytes += size;
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while " + requests + " messages waited for the broker";
        } finally {
            lock.unlock();
        }
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
