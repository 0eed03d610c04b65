package org.restante.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Checks that waits end neither before their limit nor an hour late, on the monotonic clock, and collects the faults. Any thread may use it.
 *
 * <p>The trap: the slack is 75 seconds, because the machine may be busy; a wait that follows the wall clock is off by an hour.
 */
final class Stopwatch {

    static final long SLACK_MILLIS = 75_000;
    private static final int MAX_FAULTS = 50;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Map<String, LongSummaryStatistics> lengths = new TreeMap<>();

    /** Runs an action that must take at least this long, and not much longer. */
    <T> T time(String what, long atLeastMillis, Callable<T> action) throws Exception {
        long begun = System.nanoTime();
        T result = action.call();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        add(what, took);
        if (took < atLeastMillis - 1 || took > atLeastMillis + SLACK_MILLIS) {
            fault(what + " took " + took + " ms, not " + atLeastMillis);
        }
        return result;
    }

    void fault(String fault) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(fault);
        }
    }

    List<String> faults() {
        return faults;
    }

    private synchronized void add(String what, long millis) {
        lengths.computeIfAbsent(what, name -> new LongSummaryStatistics()).accept(millis);
    }

    /** For each kind of wait how often it took how long. */
    synchronized List<String> results() {
        List<String> results = new ArrayList<>();
        lengths.forEach((what, each) -> results.add(String.format(
                Locale.ROOT, "%s: %,d times, %,d to %,d ms", what, each.getCount(), each.getMin(), each.getMax())));
        return results;
    }
}
