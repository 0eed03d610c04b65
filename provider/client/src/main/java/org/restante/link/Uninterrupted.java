package org.restante.link;

import java.util.concurrent.locks.Condition;

/**
 * A timed wait that an interrupt does not end, for requests whose outcome must be known: the thread's flag is set again
 * afterwards. Stateless.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    /**
     * As {@link Condition#awaitNanos}. The caller checks its condition again, and waits for the rest of the time. The
     * trap: the time that has passed until an interrupt is not counted.
     */
    @SuppressWarnings("WaitNotInLoop") // every caller checks its condition again
    public static long awaitNanos(Condition condition, long nanos) {
        boolean interrupted = Thread.interrupted();
        try {
            return condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            interrupted = true;
            return nanos;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
