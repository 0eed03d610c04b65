package org.restante.metrics;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.restante.link.BrokerInfo;
import org.restante.link.DestinationStatus;

/**
 * Keeps the last sample of a broker, and takes another when that is too old. Any thread may use it; one at a time asks.
 *
 * <p>The trap: at most so many destinations have a name in it. One that has it keeps it until it is gone, so that its counters
 * never fall; the places that are free go to those with the most messages.
 */
final class Sampler {

    private static final long FRESH_MILLIS = 1000;

    private final Probe probe;
    private final int most;
    private final InstantSource clock;
    private final List<Runnable> listeners = new ArrayList<>();
    private Sample last = Sample.NONE;

    /** @param most how many destinations get a name */
    Sampler(Probe probe, int most, InstantSource clock) {
        this.probe = probe;
        this.most = most;
        this.clock = clock;
    }

    /** Called behind each new sample, by the thread that took it. */
    synchronized void onSample(Runnable listener) {
        listeners.add(listener);
        listener.run();
    }

    synchronized void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** One that is at most a second old. Never fails: see {@link Sample#trouble}. */
    synchronized Sample current() {
        return clock.millis() - last.at() < FRESH_MILLIS ? last : take();
    }

    /** However old. */
    synchronized Sample last() {
        return last;
    }

    /** A new one. */
    synchronized Sample take() {
        try {
            BrokerInfo info = probe.info();
            last = sample(info, probe.ask(admin -> admin.destinations()));
        } catch (NoAnswerException e) {
            last = last.withTrouble(clock.millis(), String.valueOf(e.getMessage()));
        }
        listeners.forEach(Runnable::run);
        return last;
    }

    private Sample sample(BrokerInfo info, List<DestinationStatus> statuses) {
        Map<DestinationName, Fill> all = new TreeMap<>();
        for (DestinationStatus status : statuses) {
            boolean holds =
                    status.subscription() != null || !status.address().kind().isTopic();
            if (holds) {
                all.merge(DestinationName.of(status), Fill.of(status), Fill::plus);
            }
        }
        Map<DestinationName, Fill> named = new TreeMap<>(all);
        Fill others = Fill.EMPTY;
        if (all.size() > most) {
            HashSet<DestinationName> kept = new HashSet<>(last.destinations().keySet());
            List<Map.Entry<DestinationName, Fill>> order = new ArrayList<>(all.entrySet());
            order.sort(Comparator.<Map.Entry<DestinationName, Fill>, Boolean>comparing(
                            entry -> !kept.contains(entry.getKey()))
                    .thenComparing(entry -> -entry.getValue().messages()));
            for (Map.Entry<DestinationName, Fill> entry : order.subList(most, order.size())) {
                named.remove(entry.getKey());
                others = others.plus(entry.getValue());
            }
        }
        return new Sample(clock.millis(), info, named, others, null);
    }
}
