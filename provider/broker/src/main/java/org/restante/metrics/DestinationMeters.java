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
 * The meters of queues and subscriptions in one registry, which come and go with them. Used under the lock of its sampler.
 *
 * <p>Those that have no meters of their own are added up under {@code destination="other"}, without counters: where one of them gets
 * its own, the counters would fall.
 */
final class DestinationMeters {

    private static final DestinationName OTHER = new DestinationName("other", "");
    private static final double MILLIS = 1000.0;

    private final MeterRegistry registry;
    private final Sampler sampler;
    private final Runnable listener = this::follow;
    private final Map<DestinationName, List<Meter>> meters = new HashMap<>();

    DestinationMeters(MeterRegistry registry, Sampler sampler) {
        this.registry = registry;
        this.sampler = sampler;
    }

    void begin() {
        sampler.onSample(listener);
    }

    /** Makes what is missing, and removes what is gone. */
    private void follow() {
        Map<DestinationName, Fill> there = sampler.last().destinations();
        for (DestinationName gone : new HashSet<>(meters.keySet())) {
            if (!gone.equals(OTHER) && !there.containsKey(gone)) {
                remove(gone);
            }
        }
        meters.computeIfAbsent(OTHER, name -> gauges(name));
        there.keySet().forEach(name -> meters.computeIfAbsent(name, this::all));
    }

    private List<Meter> all(DestinationName name) {
        List<Meter> made = gauges(name);
        for (Flow flow : Flow.ALL) {
            made.add(FunctionCounter.builder(
                            "restante.destination.messages",
                            sampler,
                            each -> flow.count(fill(name).traffic()))
                    .description("Came into this state")
                    .tags(tags(name).and(Flow.TAG, flow.state()))
                    .register(registry));
        }
        return made;
    }

    private List<Meter> gauges(DestinationName name) {
        List<Meter> made = new ArrayList<>();
        made.add(gauge(name, "waiting", null, "Messages, also those in flight", fill -> fill.messages()));
        made.add(gauge(
                name,
                "inflight",
                null,
                "Delivered and not acknowledged",
                fill -> fill.counts().inFlight()));
        made.add(gauge(
                name, "delayed", null, "Wait for a time", fill -> fill.counts().delayed()));
        made.add(gauge(
                name,
                "waiting.bytes",
                "bytes",
                "Of messages that wait",
                fill -> fill.counts().bytes()));
        made.add(gauge(
                name, "consumers", null, "Open consumers", fill -> fill.counts().consumers()));
        made.add(gauge(name, "oldest.age", "seconds", "Of the oldest message; 0 if none waits", this::age));
        return made;
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

    void end() {
        sampler.forget(listener);
        new HashSet<>(meters.keySet()).forEach(this::remove);
    }

    private void remove(DestinationName name) {
        List<Meter> gone = meters.remove(name);
        if (gone != null) {
            gone.forEach(registry::remove);
        }
    }
}
