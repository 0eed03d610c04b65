package org.restante.conformance.restante;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.restante.Restante;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteXaConnectionFactory;

/** A Restante broker in this JVM that keeps its messages in memory. */
public final class MemoryFixture implements ProviderFixture {

    private final RestanteConnectionFactory factory =
            new RestanteConnectionFactory("vm:conformance?trust=org.restante.conformance.model");
    private final KnownUser user = new KnownUser();
    private Restante broker;

    /** For the system property {@code conformance.fixture}. */
    public MemoryFixture() {}

    @Override
    public void start() {
        broker = Restante.start("vm:conformance?" + user.options());
    }

    @Override
    public void stop() throws IOException {
        broker.close();
        user.close();
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory;
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return new RestanteXaConnectionFactory(factory.getUri());
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

    @Override
    public Optional<Credentials> credentials() {
        return user.credentials();
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return List.of(4, 101);
    }
}
