package org.restante.conformance.qpid;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.restante.conformance.Capability;
import org.restante.conformance.process.PeerFixture;

/** Qpid JMS on Qpid Broker-J, AMQP 1.0 over TCP. */
public final class QpidFixture extends PeerFixture {

    private static final int INDIVIDUAL_ACKNOWLEDGE = 101;

    /** For the system property {@code conformance.fixture}. */
    public QpidFixture() {
        super("qpid", QpidBroker.class);
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return new JmsConnectionFactory("amqp://127.0.0.1:" + port()
                + "?amqp.vhost=default&jms.deserializationPolicy.allowList=org.restante.conformance.model,java.lang,java.util");
    }

    /** Broker-J has topics as keys of an exchange. */
    @Override
    public Topic topic(Session session, String name) throws JMSException {
        return session.createTopic("amq.topic/" + name);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.DELIVERY_DELAY,
                Capability.SHARED_SUBSCRIPTIONS,
                Capability.LEGACY_DOMAINS,
                Capability.INDIVIDUAL_ACKNOWLEDGE,
                Capability.CONNECTION_CONSUMERS,
                Capability.RESTART,
                Capability.KILL);
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return List.of(INDIVIDUAL_ACKNOWLEDGE);
    }
}
