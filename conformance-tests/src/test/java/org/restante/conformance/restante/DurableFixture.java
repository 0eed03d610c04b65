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

/** A Restante broker in this JVM that keeps its messages in a temporary directory, which is deleted at the end. */
public final class DurableFixture implements ProviderFixture {

    private final DataDirectory directory = new DataDirectory();
    private final KnownUser user = new KnownUser();
    private final String uri = "vm:conformance?data=" + directory + "&" + user.options();
    private final ConnectionFactory factory =
            new RestanteConnectionFactory(uri + "&trust=org.restante.conformance.model");
    private Restante broker;

    /** For the system property {@code conformance.fixture}. */
    public DurableFixture() {}

    @Override
    public void start() {
        broker = Restante.start(uri);
    }

    @Override
    public void restart() {
        broker.close();
        broker = Restante.start(uri);
    }

    @Override
    public void stop() throws IOException {
        broker.close();
        user.close();
        directory.delete();
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory;
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return new RestanteXaConnectionFactory(uri);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
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
