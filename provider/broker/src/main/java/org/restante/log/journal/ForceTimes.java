package org.restante.log.journal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long forces took: a count for each stretch of time. Counted by the writer's thread alone, read by any. */
public final class ForceTimes {

    /** The longest time of each stretch, in nanoseconds; the last one has no end. */
    public static final List<Long> BOUNDS = List.of(
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

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.size());
    private final AtomicLong nanos = new AtomicLong();

    void add(long took) {
        int stretch = 0;
        while (took > BOUNDS.get(stretch)) {
            stretch++;
        }
        counts.setRelease(stretch, counts.getPlain(stretch) + 1); // one thread counts
        nanos.setRelease(nanos.getPlain() + took);
    }

    long[] counts() {
        long[] copy = new long[counts.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts.getAcquire(i);
        }
        return copy;
    }

    long nanos() {
        return nanos.getAcquire();
    }
}
