package org.restante.conformance.restante;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.restante.RestanteServer;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteXaConnectionFactory;

/** A Restante server on a free port of this machine with a temporary data directory; all connections use TCP. */
public final class TcpFixture implements ProviderFixture {

    private final DataDirectory directory = new DataDirectory();
    private final KnownUser user = new KnownUser();
    private final String broker = "vm:conformance?data=" + directory + "&" + user.options();
    private RestanteServer server;
    private int port;

    /** For the system property {@code conformance.fixture}. */
    public TcpFixture() {}

    @Override
    public void start() {
        server = RestanteServer.start(broker, "tcp://127.0.0.1:" + port);
        port = server.addresses().get(0).port();
    }

    @Override
    public void restart() {
        server.close();
        start();
    }

    @Override
    public void stop() throws IOException {
        server.close();
        user.close();
        directory.delete();
    }

    private String uri() {
        return "tcp://127.0.0.1:" + port + "?" + System.getProperty("conformance.tcp", "connectTimeout=10000");
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return new RestanteConnectionFactory(uri() + "&trust=org.restante.conformance.model");
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return new RestanteXaConnectionFactory(uri());
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
