package org.restante.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.restante.link.BrokerInfo;
import org.restante.link.DestinationStatus;

/**
 * Keeps the last sample of a broker, and takes a new one when it is older than a second. Any thread may use it; one thread at a time takes
 * a sample.
 *
 * <p>The trap: only a bounded number of destinations is listed by name. A listed destination stays listed until it is deleted, so that
 * its counters never fall; free places go to the destinations with the most messages.
 */
final class Sampler {

    private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(1);

    private final Probe probe;
    private final int maxNamed;
    private final LongSupplier nanos;
    private final List<Runnable> listeners = new ArrayList<>();
    private Sample last = Sample.NONE;

    /**
     * Takes no sample before the first question.
     *
     * @param maxNamed the maximum number of destinations listed by name
     * @param nanos a monotonic clock in nanoseconds
     */
    Sampler(Probe probe, int maxNamed, LongSupplier nanos) {
        this.probe = probe;
        this.maxNamed = maxNamed;
        this.nanos = nanos;
    }

    /** Adds a listener; it is called now, and after each new sample by the thread that took it. */
    synchronized void addListener(Runnable listener) {
        listeners.add(listener);
        listener.run();
    }

    synchronized void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** A sample that is at most a second old. Never fails: see {@link Sample#failure}. */
    synchronized Sample current() {
        Long at = last.at();
        return at != null && nanos.getAsLong() - at < MAX_AGE ? last : take();
    }

    /** Whether the broker answers now, or the process is a standby, which works as it should. */
    boolean isUp() {
        String failure = current().failure();
        return failure == null || probe.isStandby(failure);
    }

    /** The last sample, of any age. */
    synchronized Sample last() {
        return last;
    }

    /** Takes a new sample. Never fails: see {@link Sample#failure}. */
    synchronized Sample take() {
        try {
            BrokerInfo info = probe.info();
            last = sample(info, probe.ask(admin -> admin.destinations()));
        } catch (NoAnswerException e) {
            last = last.withFailure(nanos.getAsLong(), String.valueOf(e.getMessage()));
        }
        listeners.forEach(Runnable::run);
        return last;
    }

    private Sample sample(BrokerInfo info, List<DestinationStatus> statuses) {
        Map<DestinationName, Fill> all = new TreeMap<>();
        for (DestinationStatus status : statuses) {
            boolean hasMessages =
                    status.subscription() != null || !status.address().kind().isTopic();
            if (hasMessages) {
                all.merge(DestinationName.of(status), Fill.of(status), Fill::plus);
            }
        }
        Map<DestinationName, Fill> named = new TreeMap<>(all);
        Fill others = Fill.EMPTY;
        if (all.size() > maxNamed) {
            HashSet<DestinationName> kept = new HashSet<>(last.destinations().keySet());
            List<Map.Entry<DestinationName, Fill>> order = new ArrayList<>(all.entrySet());
            order.sort(Comparator.<Map.Entry<DestinationName, Fill>, Boolean>comparing(
                            entry -> !kept.contains(entry.getKey()))
                    .thenComparing(entry -> -entry.getValue().messages()));
            for (Map.Entry<DestinationName, Fill> entry : order.subList(maxNamed, order.size())) {
                named.remove(entry.getKey());
                others = others.plus(entry.getValue());
            }
        }
        return new Sample(nanos.getAsLong(), info, named, others, null);
    }
}
