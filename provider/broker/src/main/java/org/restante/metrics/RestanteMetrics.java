package org.restante.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.restante.admin.Admin;

/**
 * The meters of a broker, for an application's own registry:
 *
 * <pre>{@code
 * RestanteMetrics metrics = RestanteMetrics.of("vm:shop");
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <p>docs/operations.md lists the meters. The broker is asked when a meter is read, at most once a second, and for two seconds at
 * most; {@code restante.up} tells whether it answered. Any thread may use it. The trap: it holds a link, and with that an embedded
 * broker, until it is closed. Closing takes its meters out of the registries.
 */
public final class RestanteMetrics implements MeterBinder, AutoCloseable {

    /** How many queues and subscriptions have meters of their own, where nothing else is said. */
    public static final int DESTINATIONS = 1000;

    private final Probe probe;
    private final Sampler sampler;
    private final List<Runnable> endings = new ArrayList<>();

    /**
     * Opens no link before the first meter is read.
     *
     * @param connect opens a link to the broker
     * @param destinations how many queues and subscriptions have meters of their own, those with the most messages; the others are
     *     added up
     */
    public RestanteMetrics(Supplier<Admin> connect, int destinations, InstantSource clock) {
        this.probe = new Probe(connect);
        this.sampler = new Sampler(probe, destinations, clock);
    }

    /** For a broker that asks nobody who they are. */
    public static RestanteMetrics of(String uri) {
        return new RestanteMetrics(() -> Admin.connect(uri), DESTINATIONS, InstantSource.system());
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        BrokerMeters broker = new BrokerMeters(registry, sampler);
        broker.begin();
        endings.add(broker::end);
        DestinationMeters destinations = new DestinationMeters(registry, sampler);
        destinations.begin();
        endings.add(destinations::end);
    }

    Probe probe() {
        return probe;
    }

    Sampler sampler() {
        return sampler;
    }

    /** Ends the link. Idempotent. */
    @Override
    public synchronized void close() {
        endings.forEach(Runnable::run);
        endings.clear();
        probe.close();
    }
}
