package org.restante.shell.bench;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts messages and records their latencies. Any thread may add; one thread reads. */
final class Measure {

    private static final long MAX_NANOS = 3_600_000_000_000L; // an hour; longer latencies count as an hour
    private static final int DIGITS = 3;

    private final LongAdder messages = new LongAdder();
    private final Recorder recorder = new Recorder(MAX_NANOS, DIGITS);
    private final Histogram all = new Histogram(MAX_NANOS, DIGITS);
    private volatile boolean measuring;

    /** Starts the measurement; discards the warm-up. */
    void begin() {
        messages.reset();
        recorder.reset();
        measuring = true;
    }

    void add(long nanos) {
        if (measuring) {
            messages.increment();
            recorder.recordValue(Math.max(0, Math.min(nanos, MAX_NANOS)));
        }
    }

    long messages() {
        return messages.sum();
    }

    /** The latencies since the last call. */
    Histogram interval() {
        Histogram interval = recorder.getIntervalHistogram();
        all.add(interval);
        return interval;
    }

    /** All latencies. */
    Histogram all() {
        interval();
        return all;
    }
}
