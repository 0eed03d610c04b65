package org.restante.log.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.restante.log.Keep;

/**
 * The queue of entries from the appender to the writer thread, which takes all queued entries at once. Lock-free: {@link #take} belongs
 * to the writer thread, any thread may call the rest. The trap: it does not limit itself; the appender checks {@link #bytes}.
 */
final class AppendQueue {
    private static final Appended CLOSED = new Appended(new byte[0], Keep.WRITTEN);

    private final AtomicReference<@Nullable Appended> newest = new AtomicReference<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Thread waitingThread;
    private volatile boolean closing;

    /** Queues an entry; returns false if the queue is closed. */
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

    /** The bytes of all entries queued and not yet subtracted by {@link #release}. */
    long bytes() {
        return bytes.get();
    }

    void release(long entryBytes) {
        bytes.addAndGet(-entryBytes);
    }

    /** Waits for entries and returns them as a chain, oldest first; null if the queue is closing and empty. */
    @Nullable
    Appended take() {
        Appended chain = newest.getAndSet(null);
        while (chain == null) {
            if (closing) {
                return oldestFirst(newest.getAndSet(null));
            }
            waitingThread = Thread.currentThread();
            if (newest.get() == null && !closing) {
                LockSupport.park(this);
            }
            waitingThread = null;
            chain = newest.getAndSet(null);
        }
        return oldestFirst(chain);
    }

    /** From now on {@link #take} does not wait: it returns the rest of the entries, then null. */
    void beginClosing() {
        closing = true;
        wake();
    }

    /** Closes the queue and returns the entries left in it, oldest first. */
    @Nullable
    Appended close() {
        Appended chain = newest.getAndSet(CLOSED);
        return chain == CLOSED ? null : oldestFirst(chain);
    }

    private void wake() {
        Thread thread = waitingThread;
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
