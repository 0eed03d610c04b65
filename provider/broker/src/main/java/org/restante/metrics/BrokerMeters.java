package org.restante.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.restante.link.BrokerInfo;
import org.restante.link.BrokerInfo.ForceTime;

/** The meters of a broker as a whole, in one registry. Each reads the current sample. */
final class BrokerMeters {

    /** How long forces of the log took; a page of Prometheus shows it as a histogram instead. */
    static final String FORCE = "restante.log.force";

    private static final String BYTES = "bytes";
    private static final String SECONDS = "seconds";
    private static final double MILLIS = 1000.0;

    private final MeterRegistry registry;
    private final Sampler sampler;
    private final List<Meter> meters = new ArrayList<>();

    BrokerMeters(MeterRegistry registry, Sampler sampler) {
        this.registry = registry;
        this.sampler = sampler;
    }

    void begin() {
        meters.add(Gauge.builder("restante.up", sampler, each -> each.current().trouble() == null ? 1 : 0)
                .description("1 if the broker answers")
                .strongReference(true)
                .register(registry));
        load();
        traffic();
        log();
        snapshots();
        sockets();
    }

    private void load() {
        gauge(
                "restante.uptime",
                SECONDS,
                "Since the broker started",
                info -> (info.about().now() - info.about().startedAt()) / MILLIS);
        gauge("restante.connections", null, "Open links", info -> info.load().connections());
        gauge("restante.consumers", null, "Open consumers", info -> info.load().consumers());
        gauge(
                "restante.destinations",
                null,
                "Queues, topics and subscriptions",
                info -> info.load().destinations());
        gauge(
                "restante.waiting",
                null,
                "Messages, also those in flight",
                info -> info.load().waiting());
        gauge(
                "restante.inflight",
                null,
                "Delivered and not acknowledged",
                info -> info.load().inFlight());
        gauge(
                "restante.waiting.bytes",
                BYTES,
                "Of messages that wait, once for each message",
                info -> info.load().liveBytes());
        gauge(
                "restante.cached",
                BYTES,
                "Of messages that are in memory as well as in the log",
                info -> info.load().cachedBytes());
        counter(
                "restante.requests.refused",
                null,
                "Requests that were refused",
                info -> info.load().refused());
        counter(
                "restante.messages.damaged",
                null,
                "Could not be read, and were set aside",
                info -> info.load().damaged());
        gauge(
                "restante.disk",
                BYTES,
                "Of all files in the data directory",
                info -> info.about().diskBytes());
    }

    private void traffic() {
        for (Flow flow : Flow.ALL) {
            meters.add(FunctionCounter.builder(
                            "restante.messages", sampler, each -> value(info -> flow.count(info.traffic())))
                    .description("Came into this state, once for each queue or subscription")
                    .tag(Flow.TAG, flow.state())
                    .register(registry));
        }
    }

    private void log() {
        counter(
                "restante.log.entries",
                null,
                "Appended to the log",
                info -> info.log().entries());
        counter(
                "restante.log.appended",
                BYTES,
                "Appended to the log",
                info -> info.log().bytes());
        gauge(
                "restante.log.pending",
                BYTES,
                "On their way to the log",
                info -> info.load().pendingBytes());
        gauge(
                "restante.log.segments",
                null,
                "Files of the log",
                info -> info.log().segments());
        gauge(
                "restante.log.room",
                null,
                "1 if the log takes more; 0 if the disk is full",
                info -> info.log().hasRoom() ? 1 : 0);
        timer(
                FORCE,
                "The disk made sure of what was written",
                BrokerMeters::forces,
                info -> info.log().forcedNanos());
    }

    static long forces(BrokerInfo info) {
        return info.log().forces().stream().mapToLong(ForceTime::count).sum();
    }

    private void snapshots() {
        timer(
                "restante.snapshots",
                "Snapshots taken",
                info -> info.snapshots().taken(),
                info -> TimeUnit.MILLISECONDS.toNanos(info.snapshots().allMillis()));
        counter(
                "restante.snapshots.failed",
                null,
                "Snapshots, or copying forward, that failed",
                info -> info.snapshots().failed());
        gauge("restante.snapshot.age", SECONDS, "Since the last snapshot of this run, else since the start", info -> {
            long last = Math.max(info.snapshots().lastAt(), info.about().startedAt());
            return (info.about().now() - last) / MILLIS;
        });
    }

    private void sockets() {
        gauge(
                "restante.sockets.open",
                null,
                "Connections over sockets",
                info -> info.sockets().open());
        counter(
                "restante.sockets.accepted",
                null,
                "Connections over sockets",
                info -> info.sockets().accepted());
        counter(
                "restante.sockets.refused",
                null,
                "Connections refused, at a bound or before their login",
                info -> info.sockets().refused());
        counter(
                "restante.sockets.received",
                BYTES,
                "Came over sockets",
                info -> info.sockets().bytesIn());
        counter(
                "restante.sockets.sent",
                BYTES,
                "Went over sockets",
                info -> info.sockets().bytesOut());
    }

    private void gauge(String name, @Nullable String unit, String description, ToDoubleFunction<BrokerInfo> of) {
        meters.add(Gauge.builder(name, sampler, each -> value(of))
                .baseUnit(unit)
                .description(description)
                .strongReference(true)
                .register(registry));
    }

    private void counter(String name, @Nullable String unit, String description, ToDoubleFunction<BrokerInfo> of) {
        meters.add(FunctionCounter.builder(name, sampler, each -> value(of))
                .baseUnit(unit)
                .description(description)
                .register(registry));
    }

    private void timer(
            String name, String description, ToLongFunction<BrokerInfo> count, ToLongFunction<BrokerInfo> nanos) {
        meters.add(FunctionTimer.builder(
                        name,
                        sampler,
                        each -> (long) value(count::applyAsLong),
                        each -> value(nanos::applyAsLong),
                        TimeUnit.NANOSECONDS)
                .description(description)
                .register(registry));
    }

    void end() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    /** 0 as long as the broker has told nothing. */
    private double value(ToDoubleFunction<BrokerInfo> of) {
        BrokerInfo info = sampler.current().info();
        return info == null ? 0 : of.applyAsDouble(info);
    }
}
