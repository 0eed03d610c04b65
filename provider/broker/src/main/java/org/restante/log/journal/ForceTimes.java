package org.restante.log.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.restante.log.LogFigures;

/** How long forces took: a count for each bucket of {@link LogFigures#FORCE_BOUNDS}. Counted by the writer's thread alone, read by any. */
public final class ForceTimes {

    private final AtomicLongArray counts = new AtomicLongArray(LogFigures.FORCE_BOUNDS.size());
    private final AtomicLong nanos = new AtomicLong();

    void add(long took) {
        int bucket = 0;
        while (took > LogFigures.FORCE_BOUNDS.get(bucket)) {
            bucket++;
        }
        counts.setRelease(bucket, counts.getPlain(bucket) + 1); // one thread counts
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
