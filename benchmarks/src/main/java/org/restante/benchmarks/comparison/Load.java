package org.restante.benchmarks.comparison;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.restante.benchmarks.comparison.StreamShape.Destination;

/** The loads of the comparison. Arguments name them in lower case with hyphens: {@code non-persistent-100}. */
@SuppressWarnings("ImmutableEnumChecker") // records of immutable values, and an unmodifiable list of them
enum Load {
    NON_PERSISTENT_100(StreamShape.queue(1, 1, 100, false), Metric.rate("non-persistent 1 → 1, 100 B", 2)),
    NON_PERSISTENT_1K(StreamShape.queue(1, 1, 1024, false), Metric.rate("non-persistent 1 → 1, 1 KiB", 2)),
    NON_PERSISTENT_4(StreamShape.queue(4, 4, 1024, false), Metric.rate("non-persistent 4 → 4, 1 KiB", 2)),
    FAN_OUT(
            new StreamShape(Destination.TOPIC, 1, 10, 100, false, 1),
            Metric.rate("non-persistent topic, fan-out to 10, 100 B (deliveries)", 2)),
    REQUEST(
            null,
            Metric.lower("request and reply by temporary queue, p50", "µs", 2),
            Metric.lower("request and reply by temporary queue, p99", "µs", 2)),
    DURABLE_1(StreamShape.queue(1, 1, 1024, true), Metric.rate("durable 1 → 1, 1 KiB", 2)),
    DURABLE_8(StreamShape.queue(8, 8, 1024, true), Metric.rate("durable 8 → 8, 1 KiB", 2)),
    DURABLE_32(StreamShape.queue(32, 8, 1024, true), Metric.rate("durable 32 → 8, 1 KiB", 2)),
    DURABLE_TOPIC(
            new StreamShape(Destination.DURABLE_TOPIC, 8, 4, 1024, true, 1),
            Metric.rate("durable topic, 4 durable subscriptions, 8 producers, 1 KiB (deliveries)", 3)),
    TRANSACTIONS(
            new StreamShape(Destination.QUEUE, 1, 1, 1024, true, 100),
            Metric.rate("transactions of 100 on both sides, 1 KiB", 3)),
    QUEUES(
            null,
            new Metric("many queues: create and send", "queues/s", true, 5),
            new Metric("many queues: open a consumer, receive, close it", "queues/s", true, 5)),
    SELECTOR(null, Metric.lower("selector 1 in 100 of a deep queue", "ms", 3)),
    BACKLOG(null, Metric.rate("backlog of 1 KiB: fill", 3), Metric.rate("backlog of 1 KiB: drain", 3)),
    RESIDENT(null, Metric.lower("server's resident memory after loads over tcp", "MiB", 1 / 0.7)),
    JARS(null, Metric.lower("client jars of an application over tcp", "bytes", 0));

    private final @Nullable StreamShape shape;
    private final List<Metric> metrics;

    Load(@Nullable StreamShape shape, Metric... metrics) {
        this.shape = shape;
        this.metrics = List.of(metrics);
    }

    static Load named(String name) {
        for (Load load : values()) {
            if (load.id().equals(name)) {
                return load;
            }
        }
        throw new IllegalArgumentException("there is no load '" + name + "', only "
                + List.of(values()).stream().map(Load::id).toList());
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The shape, if the load is a stream of messages. */
    @Nullable
    StreamShape shape() {
        return shape;
    }

    List<Metric> metrics() {
        return metrics;
    }

    /** Whether consumers can be listeners or callers of receive. Otherwise the load has only one way. */
    boolean hasListeners() {
        return shape != null || this == REQUEST;
    }

    /** Whether it needs a server. */
    boolean tcpOnly() {
        return this == RESIDENT || this == JARS;
    }
}
