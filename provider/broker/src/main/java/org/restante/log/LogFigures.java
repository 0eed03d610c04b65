package org.restante.log;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Counters of a log since it was opened. The trap: they are read one after the other while the writer continues, so they do not
 * fit together exactly.
 *
 * @param segments files in use
 * @param forces the number of forces in each bucket of {@link #FORCE_BOUNDS}, a histogram of their duration; empty in memory
 * @param forcedNanos the duration of all forces together, in nanoseconds
 */
@SuppressWarnings("ArrayRecordComponent") // only passed on, never compared
public record LogFigures(int segments, long[] forces, long forcedNanos) {

    /** The upper bound of each bucket, in nanoseconds; the last bucket is unbounded. */
    public static final List<Long> FORCE_BOUNDS = List.of(
            TimeUnit.MICROSECONDS.toNanos(100),
            TimeUnit.MICROSECONDS.toNanos(250),
            TimeUnit.MICROSECONDS.toNanos(500),
            TimeUnit.MILLISECONDS.toNanos(1),
            TimeUnit.MICROSECONDS.toNanos(2500),
            TimeUnit.MILLISECONDS.toNanos(5),
            TimeUnit.MILLISECONDS.toNanos(10),
            TimeUnit.MILLISECONDS.toNanos(25),
            TimeUnit.MILLISECONDS.toNanos(50),
            TimeUnit.MILLISECONDS.toNanos(100),
            TimeUnit.MILLISECONDS.toNanos(250),
            TimeUnit.MILLISECONDS.toNanos(1000),
            TimeUnit.MILLISECONDS.toNanos(5000),
            Long.MAX_VALUE);

    public static final LogFigures NONE = new LogFigures(0, new long[0], 0);
}
