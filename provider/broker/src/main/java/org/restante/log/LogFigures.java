package org.restante.log;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a log has done since it was opened. The trap: the parts are read one after the other while the writer goes on.
 *
 * @param segments files in use
 * @param forces how many forces took how long, by the buckets of {@link #FORCE_BOUNDS}; empty in memory
 * @param forcedNanos all those times together
 */
@SuppressWarnings("ArrayRecordComponent") // carried from here to there, never compared
public record LogFigures(int segments, long[] forces, long forcedNanos) {

    /** The longest time of each bucket, in nanoseconds; the last bucket has no end. */
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
