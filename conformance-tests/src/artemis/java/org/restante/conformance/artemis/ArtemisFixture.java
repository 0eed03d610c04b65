package org.restante.conformance.artemis;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;
import org.restante.conformance.Capability;
import org.restante.conformance.process.PeerFixture;

/** ActiveMQ Artemis, its core protocol over TCP. */
public final class ArtemisFixture extends PeerFixture {

    /** For the system property {@code conformance.fixture}. */
    public ArtemisFixture() {
        super("artemis", ArtemisBroker.class);
    }

    private String uri() {
        return "tcp://127.0.0.1:" + port();
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(uri());
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return new ActiveMQXAConnectionFactory(uri());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.DELIVERY_DELAY,
                Capability.SHARED_SUBSCRIPTIONS,
                Capability.LEGACY_DOMAINS,
                Capability.INDIVIDUAL_ACKNOWLEDGE,
                Capability.DISTRIBUTED_TRANSACTIONS,
                Capability.RESTART,
                Capability.KILL);
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return List.of(ActiveMQJMSConstants.INDIVIDUAL_ACKNOWLEDGE);
    }
}
