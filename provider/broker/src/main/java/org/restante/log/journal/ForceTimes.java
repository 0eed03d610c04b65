package org.restante.log.journal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** A histogram of the duration of forces. Only the writer thread adds; any thread may read. */
public final class ForceTimes {

    /** The upper bound of each bucket, in nanoseconds; the last bucket is unbounded. */
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

    void add(long duration) {
        int bucket = 0;
        while (duration > BOUNDS.get(bucket)) {
            bucket++;
        }
        counts.setRelease(bucket, counts.getPlain(bucket) + 1); // only one thread adds
        nanos.setRelease(nanos.getPlain() + duration);
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
