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

/** The meters of a broker as a whole, in one registry; each reads the current sample. Any thread may use it. */
final class BrokerMeters {

    /** A timer of the log's forces. {@link PrometheusPage} replaces it by a histogram. */
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

    void register() {
        meters.add(Gauge.builder("restante.up", sampler, each -> each.isUp() ? 1 : 0)
                .description("1 if the broker answers, or this process is a standby that says so")
                .strongReference(true)
                .register(registry));
        load();
        refusals();
        traffic();
        log();
        snapshots();
        sockets();
    }

    private void load() {
        gauge(
                "restante.uptime",
                SECONDS,
                "Time since the broker started",
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
                "Messages, including those in flight",
                info -> info.load().waiting());
        gauge(
                "restante.inflight",
                null,
                "Messages delivered and not acknowledged",
                info -> info.load().inFlight());
        gauge(
                "restante.waiting.bytes",
                BYTES,
                "Size of the waiting messages, each counted once",
                info -> info.load().liveBytes());
        gauge(
                "restante.cached",
                BYTES,
                "Size of the messages that are in memory as well as in the log",
                info -> info.load().cachedBytes());
        gauge(
                "restante.disk",
                BYTES,
                "Size of all files in the data directory",
                info -> info.about().diskBytes());
    }

    private void refusals() {
        counter(
                "restante.requests.refused",
                null,
                "Refused requests",
                info -> info.load().refused());
        counter(
                "restante.acknowledgements.foreign",
                null,
                "Refused requests that settle a message which was never delivered to their connection",
                info -> info.load().foreign());
        counter(
                "restante.messages.damaged",
                null,
                "Messages that could not be read and were set aside",
                info -> info.load().damaged());
    }

    private void traffic() {
        for (Flow flow : Flow.ALL) {
            meters.add(FunctionCounter.builder(
                            "restante.messages", sampler, each -> value(info -> flow.count(info.traffic())))
                    .description("Messages that entered this state, counted once for each queue or subscription")
                    .tag(Flow.TAG, flow.state())
                    .register(registry));
        }
    }

    private void log() {
        counter(
                "restante.log.entries",
                null,
                "Entries appended to the log",
                info -> info.log().entries());
        counter(
                "restante.log.appended",
                BYTES,
                "Bytes appended to the log",
                info -> info.log().bytes());
        gauge(
                "restante.log.pending",
                BYTES,
                "Bytes on their way to the log",
                info -> info.load().pendingBytes());
        gauge(
                "restante.log.segments",
                null,
                "Files of the log",
                info -> info.log().segments());
        gauge(
                "restante.log.room",
                null,
                "1 if the log accepts sends; 0 if the disk is full",
                info -> info.log().hasRoom() ? 1 : 0);
        timer(
                FORCE,
                "Forces (fsync) of the log",
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
                "Failed snapshots, including failures of copying forward after a snapshot",
                info -> info.snapshots().failed());
        gauge(
                "restante.snapshot.age",
                SECONDS,
                "Time since the last snapshot of this run, else since the start",
                info -> {
                    long last = Math.max(info.snapshots().lastAt(), info.about().startedAt());
                    return (info.about().now() - last) / MILLIS;
                });
    }

    private void sockets() {
        gauge(
                "restante.sockets.open",
                null,
                "Open connections over sockets",
                info -> info.sockets().open());
        counter(
                "restante.sockets.accepted",
                null,
                "Accepted connections over sockets",
                info -> info.sockets().accepted());
        counter(
                "restante.sockets.refused",
                null,
                "Connections refused, at a bound or before their login",
                info -> info.sockets().refused());
        counter(
                "restante.sockets.received",
                BYTES,
                "Bytes received over sockets",
                info -> info.sockets().bytesIn());
        counter(
                "restante.sockets.sent",
                BYTES,
                "Bytes sent over sockets",
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

    void unregister() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    /** The value in the current sample; 0 before the broker's first answer. */
    private double value(ToDoubleFunction<BrokerInfo> of) {
        BrokerInfo info = sampler.current().info();
        return info == null ? 0 : of.applyAsDouble(info);
    }
}
