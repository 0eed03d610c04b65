package org.restante.shell.bench;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts messages, and how long each took. Any thread may count; one reads. */
final class Measure {

    private static final long MAX_NANOS = 3_600_000_000_000L; // an hour; what took longer counts as an hour
    private static final int DIGITS = 3;

    private final LongAdder messages = new LongAdder();
    private final Recorder recorder = new Recorder(MAX_NANOS, DIGITS);
    private final Histogram all = new Histogram(MAX_NANOS, DIGITS);
    private volatile boolean measuring;

    /** Begins to measure: what was counted before was to warm up. */
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

    /** What was measured since this was last asked. */
    Histogram interval() {
        Histogram interval = recorder.getIntervalHistogram();
        all.add(interval);
        return interval;
    }

    /** What was measured in all. */
    Histogram all() {
        interval();
        return all;
    }
}
