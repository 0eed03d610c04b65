package org.restante.conformance.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** Invalid arguments and states: which calls are refused, and with which exception. */
@Section("11.2")
@Needs(Capability.CONNECTION_CONSUMERS)
class ConnectionConsumerRefusalsTest extends ConformanceTest {

    private final ReceivedMessages inbox = new ReceivedMessages();
    private final ServerSessionPool unused = () -> {
        throw new JMSException("this pool is for refusals");
    };

    @Test
    @Section("API: Connection")
    void destinationMustNotBeNull() throws Exception {
        Connection connection = connection(freshName());
        Topic none = null;
        assertThrows(
                InvalidDestinationException.class, () -> connection.createConnectionConsumer(none, null, unused, 1));
        assertThrows(
                InvalidDestinationException.class,
                () -> connection.createDurableConnectionConsumer(none, "n", null, unused, 1));
        assertThrows(
                InvalidDestinationException.class,
                () -> connection.createSharedConnectionConsumer(none, "n", null, unused, 1));
        assertThrows(
                InvalidDestinationException.class,
                () -> connection.createSharedDurableConnectionConsumer(none, "n", null, unused, 1));
    }

    @Test
    @Section("API: Connection")
    void wrongSelectorIsRefused() throws Exception {
        Connection connection = connection(freshName());
        Queue queue = queue();
        Topic topic = topic();
        assertThrows(
                InvalidSelectorException.class,
                () -> connection.createConnectionConsumer(queue, "is not one", unused, 1));
        assertThrows(
                InvalidSelectorException.class,
                () -> connection.createDurableConnectionConsumer(topic, freshName(), "is not one", unused, 1));
        assertThrows(
                InvalidSelectorException.class,
                () -> connection.createSharedConnectionConsumer(topic, freshName(), "is not one", unused, 1));
        assertThrows(
                InvalidSelectorException.class,
                () -> connection.createSharedDurableConnectionConsumer(topic, freshName(), "is not one", unused, 1));
    }

    @Test
    @Section("API: Connection")
    void poolMustNotBeNullAndMaxMessagesMustBePositive() throws Exception {
        Connection connection = connection();
        Queue queue = queue();
        assertThrows(JMSException.class, () -> connection.createConnectionConsumer(queue, null, null, 1));
        assertThrows(JMSException.class, () -> connection.createConnectionConsumer(queue, null, unused, 0));
    }

    @Test
    @Section("6.1.8")
    void closedConnectionCreatesNoConnectionConsumer() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        Connection connection = connection(freshName());
        connection.close();
        assertThrows(IllegalStateException.class, () -> connection.createConnectionConsumer(queue, null, unused, 1));
        assertThrows(
                IllegalStateException.class,
                () -> connection.createDurableConnectionConsumer(topic, "n", null, unused, 1));
        assertThrows(
                IllegalStateException.class,
                () -> connection.createSharedConnectionConsumer(topic, "n", null, unused, 1));
        assertThrows(
                IllegalStateException.class,
                () -> connection.createSharedDurableConnectionConsumer(topic, "n", null, unused, 1));
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionNeedsAClientIdentifierAndHasOneConsumer() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Connection unidentified = connection();
        assertThrows(
                JMSException.class, () -> unidentified.createDurableConnectionConsumer(topic, name, null, unused, 1));
        Connection connection = connection(freshName());
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createDurableConnectionConsumer(topic, name, null, pool, 1);
            assertThrows(
                    JMSException.class, () -> connection.createDurableConnectionConsumer(topic, name, null, unused, 1));
            Session session = connection.createSession();
            assertThrows(JMSException.class, () -> session.createDurableConsumer(topic, name));
            assertThrows(JMSException.class, () -> session.unsubscribe(name));
        }
    }

    @Test
    @Section("6.2.2")
    void temporaryQueueOfAnotherConnectionIsRefused() throws Exception {
        Queue theirs = connection().createSession().createTemporaryQueue();
        Connection connection = connection();
        assertThrows(JMSException.class, () -> connection.createConnectionConsumer(theirs, null, unused, 1));
    }

    @Test
    @Section("4.1")
    @Needs(Capability.LEGACY_DOMAINS)
    void queueConnectionServesQueuesAndRefusesTopics() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        try (QueueConnection connection =
                assertInstanceOf(QueueConnectionFactory.class, factory()).createQueueConnection()) {
            connection.start();
            try (Pool pool = Pool.ofOne(connection, inbox)) {
                connection.createConnectionConsumer(queue, null, pool, 1);
                send(queue, "a");
                assertEquals("a", inbox.nextText());
            }
            assertThrows(
                    IllegalStateException.class,
                    () -> connection.createDurableConnectionConsumer(topic, "n", null, unused, 1));
            assertThrows(
                    IllegalStateException.class,
                    () -> connection.createSharedConnectionConsumer(topic, "n", null, unused, 1));
            assertThrows(
                    IllegalStateException.class,
                    () -> connection.createSharedDurableConnectionConsumer(topic, "n", null, unused, 1));
        }
    }

    @Test
    @Section("4.2")
    @Needs(Capability.LEGACY_DOMAINS)
    void topicConnectionServesTopics() throws Exception {
        Topic topic = topic();
        try (TopicConnection connection =
                assertInstanceOf(TopicConnectionFactory.class, factory()).createTopicConnection()) {
            connection.setClientID(freshName());
            connection.start();
            try (Pool pool = Pool.ofOne(connection, inbox)) {
                connection.createConnectionConsumer(topic, null, pool, 1).close();
                connection.createDurableConnectionConsumer(topic, freshName(), null, pool, 1);
                send(topic, "a");
                assertEquals("a", inbox.nextText());
            }
        }
    }

    @Test
    @Section("API: Session")
    void sessionWithAListenerRefusesOtherWaysToReceive() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageConsumer consumer = session.createConsumer(queue);
        session.setMessageListener(inbox);
        assertThrows(JMSException.class, () -> consumer.receive(1));
        assertThrows(JMSException.class, consumer::receiveNoWait);
        assertThrows(JMSException.class, () -> consumer.setMessageListener(inbox));
        session.createProducer(queue).send(text("a"));
        session.setMessageListener(null);
        assertReceives(consumer, "a");
    }

    @Test
    @Section("6.2.14")
    void closedSessionRefusesGetAndSetOfItsListener() throws Exception {
        Session session = session();
        session.setMessageListener(inbox);
        session.close();
        assertThrows(IllegalStateException.class, session::getMessageListener);
        assertThrows(IllegalStateException.class, () -> session.setMessageListener(inbox));
        assertThrows(IllegalStateRuntimeException.class, session::run);
    }
}
