package org.restante.log.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.restante.log.LogFigures;

/** A histogram of the duration of forces, by the buckets of {@link LogFigures#FORCE_BOUNDS}. Only the writer thread adds; any thread may read. */
public final class ForceTimes {

    private final AtomicLongArray counts = new AtomicLongArray(LogFigures.FORCE_BOUNDS.size());
    private final AtomicLong nanos = new AtomicLong();

    void add(long duration) {
        int bucket = 0;
        while (duration > LogFigures.FORCE_BOUNDS.get(bucket)) {
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
