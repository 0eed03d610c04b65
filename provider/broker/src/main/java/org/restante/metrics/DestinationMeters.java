package org.restante.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of queues and subscriptions in one registry, added and removed with them. Used under the lock of its sampler.
 *
 * <p>Destinations without meters of their own are added up under {@code destination="other"}. The trap: the sum has no counters, as a
 * counter would fall when one of these destinations gets its own meters.
 */
final class DestinationMeters {

    private static final DestinationName OTHER = new DestinationName("other", "");
    private static final double MILLIS = 1000.0;

    private final MeterRegistry registry;
    private final Sampler sampler;
    private final Runnable listener = this::update;
    private final Map<DestinationName, List<Meter>> meters = new HashMap<>();

    DestinationMeters(MeterRegistry registry, Sampler sampler) {
        this.registry = registry;
        this.sampler = sampler;
    }

    void register() {
        sampler.addListener(listener);
    }

    /** Adds meters for new destinations, and removes those of deleted ones. */
    private void update() {
        Map<DestinationName, Fill> existing = sampler.last().destinations();
        for (DestinationName gone : new HashSet<>(meters.keySet())) {
            if (!gone.equals(OTHER) && !existing.containsKey(gone)) {
                remove(gone);
            }
        }
        meters.computeIfAbsent(OTHER, name -> gauges(name));
        existing.keySet().forEach(name -> meters.computeIfAbsent(name, this::all));
    }

    private List<Meter> all(DestinationName name) {
        List<Meter> added = gauges(name);
        for (Flow flow : Flow.ALL) {
            added.add(FunctionCounter.builder(
                            "restante.destination.messages",
                            sampler,
                            each -> flow.count(fill(name).traffic()))
                    .description("Messages that entered this state")
                    .tags(tags(name).and(Flow.TAG, flow.state()))
                    .register(registry));
        }
        return added;
    }

    private List<Meter> gauges(DestinationName name) {
        List<Meter> added = new ArrayList<>();
        added.add(gauge(name, "waiting", null, "Messages, including those in flight", fill -> fill.messages()));
        added.add(gauge(
                name,
                "inflight",
                null,
                "Messages delivered and not acknowledged",
                fill -> fill.counts().inFlight()));
        added.add(gauge(
                name,
                "delayed",
                null,
                "Messages that wait for their delivery time",
                fill -> fill.counts().delayed()));
        added.add(gauge(
                name,
                "waiting.bytes",
                "bytes",
                "Size of the waiting messages",
                fill -> fill.counts().bytes()));
        added.add(gauge(
                name, "consumers", null, "Open consumers", fill -> fill.counts().consumers()));
        added.add(gauge(name, "oldest.age", "seconds", "Age of the oldest message; 0 if there is none", this::age));
        return added;
    }

    private Meter gauge(
            DestinationName name, String what, @Nullable String unit, String description, ToDoubleFunction<Fill> of) {
        return Gauge.builder("restante.destination." + what, sampler, each -> of.applyAsDouble(fill(name)))
                .baseUnit(unit)
                .description(description)
                .tags(tags(name))
                .strongReference(true)
                .register(registry);
    }

    private static Tags tags(DestinationName name) {
        return Tags.of("destination", name.destination(), "subscription", name.subscription());
    }

    private Fill fill(DestinationName name) {
        Sample sample = sampler.current();
        return name.equals(OTHER) ? sample.others() : sample.destinations().getOrDefault(name, Fill.EMPTY);
    }

    private double age(Fill fill) {
        var info = sampler.current().info();
        long oldest = fill.counts().oldest();
        return info == null || oldest == 0 ? 0 : Math.max(0, info.about().now() - oldest) / MILLIS;
    }

    void unregister() {
        sampler.removeListener(listener);
        new HashSet<>(meters.keySet()).forEach(this::remove);
    }

    private void remove(DestinationName name) {
        List<Meter> gone = meters.remove(name);
        if (gone != null) {
            gone.forEach(registry::remove);
        }
    }
}
