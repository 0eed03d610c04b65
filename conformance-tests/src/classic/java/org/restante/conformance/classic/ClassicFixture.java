package org.restante.conformance.classic;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQSession;
import org.apache.activemq.ActiveMQXAConnectionFactory;
import org.restante.conformance.Capability;
import org.restante.conformance.process.PeerFixture;

/** ActiveMQ Classic, OpenWire over TCP. */
public final class ClassicFixture extends PeerFixture {

    /** For the system property {@code conformance.fixture}. */
    public ClassicFixture() {
        super("classic", ClassicBroker.class);
    }

    private String uri() {
        return "tcp://127.0.0.1:" + port();
    }

    @Override
    public ConnectionFactory connectionFactory() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(uri());
        factory.setTrustedPackages(List.of("org.restante.conformance.model", "java.lang", "java.util"));
        return factory;
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return new ActiveMQXAConnectionFactory(uri());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.LEGACY_DOMAINS,
                Capability.INDIVIDUAL_ACKNOWLEDGE,
                Capability.CONNECTION_CONSUMERS,
                Capability.DISTRIBUTED_TRANSACTIONS,
                Capability.RESTART,
                Capability.KILL);
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return List.of(ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
    }
}
