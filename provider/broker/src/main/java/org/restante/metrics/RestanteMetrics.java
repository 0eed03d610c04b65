package org.restante.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.BrokerInfo.NodeInfo;

/**
 * The meters of a broker, for an application's own registry:
 *
 * <pre>{@code
 * RestanteMetrics metrics = RestanteMetrics.of("vm:shop");
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <p>docs/operations.md lists the meters. Reading a meter sends a request to the broker, at most once a second, and waits at most two
 * seconds; {@code restante.up} is 1 if the broker answered. Any thread may use it. The trap: until it is closed it keeps a link open,
 * so an embedded broker does not end. Closing removes its meters from the registries.
 */
public final class RestanteMetrics implements MeterBinder, AutoCloseable {

    /** The default number of queues and subscriptions with meters of their own. */
    public static final int DESTINATIONS = 1000;

    private final Probe probe;
    private final Sampler sampler;
    private final Supplier<@Nullable NodeInfo> node;
    private final List<Runnable> closeActions = new ArrayList<>();

    /**
     * Opens no link before the first meter is read.
     *
     * @param connect opens a link to the broker
     * @param destinations the maximum number of queues and subscriptions with meters of their own: those with the most messages; the
     *     others are added up
     * @param nanos a monotonic clock in nanoseconds, such as {@code System::nanoTime}, to limit the age of a sample
     */
    public RestanteMetrics(Supplier<Admin> connect, int destinations, LongSupplier nanos) {
        this(connect, destinations, nanos, () -> null);
    }

    /**
     * As the other one, for a process on a shared log.
     *
     * @param node what the process does; null when the meters are bound if its log is its own
     */
    public RestanteMetrics(
            Supplier<Admin> connect, int destinations, LongSupplier nanos, Supplier<@Nullable NodeInfo> node) {
        this.node = node;
        this.probe = new Probe(connect, () -> node.get() != null);
        this.sampler = new Sampler(probe, destinations, nanos);
    }

    /** Metrics of a broker without users, for which no credentials are needed. */
    public static RestanteMetrics of(String uri) {
        return new RestanteMetrics(() -> Admin.connect(uri), DESTINATIONS, System::nanoTime);
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        BrokerMeters broker = new BrokerMeters(registry, sampler);
        broker.register();
        closeActions.add(broker::unregister);
        DestinationMeters destinations = new DestinationMeters(registry, sampler);
        destinations.register();
        closeActions.add(destinations::unregister);
        if (node.get() != null) {
            NodeMeters nodes = new NodeMeters(registry, node);
            nodes.register();
            closeActions.add(nodes::unregister);
        }
    }

    Probe probe() {
        return probe;
    }

    Sampler sampler() {
        return sampler;
    }

    /** Removes the meters and closes the link. Idempotent. */
    @Override
    public synchronized void close() {
        closeActions.forEach(Runnable::run);
        closeActions.clear();
        probe.close();
    }
}
