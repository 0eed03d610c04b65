package org.restante.shell.terminal;

import java.util.concurrent.locks.LockSupport;

/**
 * When the next message is due. Owned by the thread that sends.
 *
 * <p>A message that is late because the one before took long counts its time from when it was due, or the latency of a provider that
 * stands still would look like that of one message.
 */
public final class Pace {

    private static final double NANOS = 1e9;

    private final long interval;
    private long due;

    /**
     * A pace from now on.
     *
     * @param rate messages a second; 0 for as fast as it can
     */
    public Pace(double rate, long now) {
        interval = rate == 0 ? 0 : Math.max(1, (long) (NANOS / rate));
        due = now;
    }

    /** Waits until the next message is due, or the thread is interrupted; returns when it was. */
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
