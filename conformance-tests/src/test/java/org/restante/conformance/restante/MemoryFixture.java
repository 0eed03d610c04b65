package org.restante.conformance.restante;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.restante.Restante;
import org.restante.conformance.Capability;

/** A Restante broker in this JVM that keeps its messages in memory. */
public final class MemoryFixture extends RestanteFixture {

    private final String uri = "vm:conformance?" + user.options();
    private Restante broker;

    /** For the system property {@code conformance.fixture}. */
    public MemoryFixture() {}

    @Override
    public void start() {
        broker = Restante.start(uri);
    }

    @Override
    public void stop() throws IOException {
        broker.close();
        user.close();
    }

    @Override
    String uri() {
        return uri;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.DELIVERY_DELAY,
                Capability.SHARED_SUBSCRIPTIONS,
                Capability.LEGACY_DOMAINS,
                Capability.INDIVIDUAL_ACKNOWLEDGE,
                Capability.CONNECTION_CONSUMERS,
                Capability.DISTRIBUTED_TRANSACTIONS,
                Capability.AUTHENTICATION);
    }
}
