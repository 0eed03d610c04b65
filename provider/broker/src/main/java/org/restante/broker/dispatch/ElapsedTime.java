package org.restante.broker.dispatch;

import java.util.function.LongSupplier;

/**
 * The time since the broker started, on a monotonic clock, which nobody sets. Lengths of time that are not stored are measured by
 * it; times that are stored (due times, expirations, schedules) are of the wall clock. Any thread may use it.
 */
public final class ElapsedTime {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanos;
    private final long begun;

    /** @param nanos a monotonic clock in nanoseconds, such as {@link System#nanoTime} */
    public ElapsedTime(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    public long millis() {
        return nanos() / NANOS_PER_MILLI;
    }

    public long nanos() {
        return nanos.getAsLong() - begun;
    }
}
