package org.restante.log.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.restante.log.Keep;

/**
 * Hands entries from the appender to the writer thread, which takes all there are at once. Bounded in bytes by {@link
 * #bytes}, which its users check.
 */
final class AppendQueue {
    private static final Appended CLOSED = new Appended(new byte[0], Keep.WRITTEN);

    private final AtomicReference<@Nullable Appended> newest = new AtomicReference<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Thread waiting;
    private volatile boolean closing;

    /** Queues an entry; false once the queue is closed. */
    boolean offer(Appended appended) {
        Appended before;
        do {
            before = newest.get();
            if (before == CLOSED) {
                return false;
            }
            appended.next = before;
        } while (!newest.compareAndSet(before, appended));
        bytes.addAndGet(appended.entry.length);
        wake();
        return true;
    }

    /** The bytes of all entries queued and not yet {@link #done}. */
    long bytes() {
        return bytes.get();
    }

    void done(long entryBytes) {
        bytes.addAndGet(-entryBytes);
    }

    /** Waits for entries and returns the chain of them, oldest first; null once closing has begun and none is left. */
    @Nullable
    Appended take() {
        Appended chain = newest.getAndSet(null);
        while (chain == null) {
            if (closing) {
                return oldestFirst(newest.getAndSet(null));
            }
            waiting = Thread.currentThread();
            if (newest.get() == null && !closing) {
                LockSupport.park(this);
            }
            waiting = null;
            chain = newest.getAndSet(null);
        }
        return oldestFirst(chain);
    }

    /** Lets the writer run out of entries. */
    void beginClosing() {
        closing = true;
        wake();
    }

    /** Refuses entries from here on and returns those left, oldest first. */
    @Nullable
    Appended close() {
        Appended chain = newest.getAndSet(CLOSED);
        return chain == CLOSED ? null : oldestFirst(chain);
    }

    private void wake() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private static @Nullable Appended oldestFirst(@Nullable Appended newestFirst) {
        Appended chain = null;
        Appended rest = newestFirst;
        while (rest != null) {
            Appended before = rest.next;
            rest.next = chain;
            chain = rest;
            rest = before;
        }
        return chain;
    }
}
