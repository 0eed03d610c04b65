package org.restante.shell.terminal;

import java.util.concurrent.locks.LockSupport;

/**
 * Rate limit: computes when the next message is due. Owned by the thread that sends.
 *
 * <p>Latency is measured from the time a message was due, not from the time it was sent (coordinated omission): else a provider that
 * stalls would show in the latency of one message only.
 */
public final class Pace {

    private static final double NANOS = 1e9;

    private final long interval;
    private long due;

    /**
     * Starts the rate now.
     *
     * @param rate messages a second; 0 for no limit
     */
    public Pace(double rate, long now) {
        interval = rate == 0 ? 0 : Math.max(1, (long) (NANOS / rate));
        due = now;
    }

    /** Waits until the next message is due or the thread is interrupted; returns the time it was due, in nanoseconds. */
    public long await() {
        if (interval == 0) {
            return System.nanoTime();
        }
        long then = due;
        due += interval;
        long left = then - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = then - System.nanoTime();
        }
        return then;
    }
}
