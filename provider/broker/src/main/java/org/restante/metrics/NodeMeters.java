package org.restante.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.restante.link.BrokerInfo.NodeInfo;

/**
 * The meters of a process on a shared log, in one registry. They come from the process itself, so that a standby, whose broker does not
 * answer, has them, too. Any thread may use it.
 */
final class NodeMeters {

    private static final double MILLIS = 1000.0;

    private final MeterRegistry registry;
    private final Supplier<@Nullable NodeInfo> node;
    private final List<Meter> meters = new ArrayList<>();

    NodeMeters(MeterRegistry registry, Supplier<@Nullable NodeInfo> node) {
        this.registry = registry;
        this.node = node;
    }

    void register() {
        gauge(
                "restante.node.owner",
                null,
                "1 if this process owns the shared log and has the broker",
                info -> info.role().equals("owner") ? 1 : 0);
        gauge(
                "restante.node.following",
                null,
                "1 if this process is a standby that follows the shared log",
                info -> info.role().equals("standby") ? 1 : 0);
        gauge("restante.node.epoch", null, "How often the shared log was claimed", NodeInfo::epoch);
        gauge(
                "restante.node.lag",
                "bytes",
                "Bytes of the shared log that a standby has not applied",
                NodeInfo::lagBytes);
        gauge(
                "restante.node.takeover",
                "seconds",
                "Time without an owner before this process took over, the last time; 0 if it never did",
                info -> info.takeOverMillis() / MILLIS);
        meters.add(FunctionCounter.builder("restante.node.takeovers", node, each -> value(each, NodeInfo::takeOvers))
                .description("How often this process became the owner")
                .register(registry));
    }

    private void gauge(String name, @Nullable String unit, String description, ToDoubleFunction<NodeInfo> of) {
        meters.add(Gauge.builder(name, node, each -> value(each, of))
                .baseUnit(unit)
                .description(description)
                .strongReference(true)
                .register(registry));
    }

    private static double value(@Nullable Supplier<@Nullable NodeInfo> node, ToDoubleFunction<NodeInfo> of) {
        NodeInfo info = node == null ? null : node.get();
        return info == null ? 0 : of.applyAsDouble(info);
    }

    void unregister() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
