package org.restante.broker;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.thread.Round;

/**
 * The right to use the broker's state. The broker thread has it whenever it is awake. While it sleeps, a thread that brings a request may
 * take the turn for one round, because to wake the broker thread would take longer than the round.
 *
 * <p>The trap: a round on another thread may neither block nor fail: its error is passed to the broker thread, which ends the broker.
 */
final class Turn {

    private static final long QUIET_NANOS = 50_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Inbox inbox;
    private final ElapsedTime elapsed;
    private volatile @Nullable Runnable round;
    private LongSupplier delay = () -> 0; // guarded by the lock
    private long sleepsUntil; // guarded by the lock
    private long lastRound; // guarded by the lock
    private @Nullable Throwable error; // guarded by the lock

    Turn(Inbox inbox, ElapsedTime elapsed) {
        this.inbox = inbox;
        this.elapsed = elapsed;
    }

    /** The broker thread takes the turn; it gives it away only while it {@link #sleep}s. */
    void take() {
        lock.lock();
    }

    void end() {
        round = null;
        lock.unlock();
    }

    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }

    /**
     * From now on other threads may run rounds while the broker thread sleeps.
     *
     * @param shared such a round
     * @param due how long until the broker thread has to run one of its own, in milliseconds
     */
    void lend(Runnable shared, LongSupplier due) {
        delay = due;
        round = shared;
    }

    /** The broker thread sleeps until something is to be done that no other thread does for it. */
    void sleep(boolean forRequests) {
        lastRound = elapsed.nanos();
        long millis = delay.getAsLong();
        sleepsUntil = later(millis);
        lock.unlock();
        try {
            inbox.await(millis, forRequests);
        } finally {
            lock.lock();
        }
        if (error instanceof Error failed) {
            throw failed;
        } else if (error instanceof RuntimeException failed) {
            throw failed;
        }
    }

    private long later(long millis) {
        long now = elapsed.millis();
        return millis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + millis;
    }

    /** Runs one round on this thread. Returns whether the broker thread can sleep on. */
    boolean borrow() {
        Runnable shared = round;
        if (isMine()) {
            return true; // this is a round, at whose end is looked for requests
        }
        if (shared == null || !lock.tryLock()) {
            return false;
        }
        try {
            long now = elapsed.nanos();
            if (round == null || error != null || now - lastRound < QUIET_NANOS) {
                return false;
            }
            lastRound = now;
            Round.run(shared);
            return !inbox.hasWork() && later(delay.getAsLong()) >= sleepsUntil;
        } catch (RuntimeException | Error e) {
            error = e;
            return false;
        } finally {
            lock.unlock();
        }
    }
}
