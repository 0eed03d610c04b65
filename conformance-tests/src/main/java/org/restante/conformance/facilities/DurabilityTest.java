package org.restante.conformance.facilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Messages, transactions and subscriptions after a restart of the provider. */
@Section("9.1")
@Needs(Capability.RESTART)
@Timeout(value = ConformanceTest.RESTART_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DurabilityTest extends ConformanceTest {

    @Test
    @Section("7.7")
    void persistentMessageOutlivesARestart() throws Exception {
        Queue queue = queue();
        TextMessage sent = text("a");
        sent.setIntProperty("p", 7);
        sent.setJMSCorrelationID("c");
        sent.setJMSType("t");
        sent.setJMSReplyTo(queue);
        try (Connection connection = connection()) {
            connection.createSession().createProducer(queue).send(sent, DeliveryMode.PERSISTENT, 8, 600_000);
        }
        restartProvider();
        Message received = receive(session().createConsumer(queue));
        assertEquals("a", textOf(received));
        assertEquals(7, received.getIntProperty("p"));
        assertEquals("c", received.getJMSCorrelationID());
        assertEquals("t", received.getJMSType());
        assertEquals(queue.getQueueName(), ((Queue) received.getJMSReplyTo()).getQueueName());
        assertEquals(sent.getJMSMessageID(), received.getJMSMessageID());
        assertEquals(sent.getJMSTimestamp(), received.getJMSTimestamp());
        assertEquals(sent.getJMSExpiration(), received.getJMSExpiration());
        assertEquals(8, received.getJMSPriority());
        assertFalse(received.getJMSRedelivered());
    }

    @Test
    @Section("7.7")
    void orderOutlivesARestart() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c", "d");
        restartProvider();
        assertReceives(session().createConsumer(queue), "a", "b", "c", "d");
    }

    @Test
    @Section("7.7")
    void bodyOfAMapMessageOutlivesARestart() throws Exception {
        Queue queue = queue();
        MapMessage map = desk().createMapMessage();
        map.setLong("l", 5);
        map.setBytes("b", new byte[] {1, 2});
        send(queue, map);
        restartProvider();
        MapMessage received = (MapMessage) receive(session().createConsumer(queue));
        assertEquals(5, received.getLong("l"));
        assertEquals(2, received.getBytes("b").length);
    }

    @Test
    @Section("6.2.11")
    void acknowledgedMessageIsNotRedeliveredAfterARestart() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        try (Connection connection = connection()) {
            receive(connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue))
                    .acknowledge();
        }
        restartProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "b");
        assertNothingComes(consumer);
    }

    @Test
    @Section("9.1")
    void unacknowledgedMessageIsMarkedAsRedeliveredAfterARestart() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        try (Connection connection = connection()) {
            assertReceives(connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue), "a");
        }
        restartProvider();
        Message again = receive(session().createConsumer(queue));
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertTrue(again.getIntProperty("JMSXDeliveryCount") >= 2);
    }

    @Test
    @Section("6.2.7")
    void onlyCommittedTransactionsOutliveARestart() throws Exception {
        Queue queue = queue();
        try (Connection connection = connection()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(queue);
            producer.send(text("committed"));
            producer.send(text("with it"));
            session.commit();
            producer.send(text("open"));
        }
        restartProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "committed", "with it");
        assertNothingComes(consumer);
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionOutlivesARestart() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            connection.createSession().createDurableConsumer(topic, name, "p IS NULL", false);
        }
        send(topic, "before");
        restartProvider();
        send(topic, "after");
        Session session = connection(clientId).createSession();
        MessageConsumer consumer = session.createDurableConsumer(topic, name, "p IS NULL", false);
        assertReceives(consumer, "before", "after");
        consumer.close();
        session.unsubscribe(name);
    }

    @Test
    @Section("8.3.4")
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedDurableSubscriptionOutlivesARestart() throws Exception {
        Topic topic = topic();
        String name = freshName();
        try (Connection connection = connection()) {
            connection.createSession().createSharedDurableConsumer(topic, name);
        }
        send(topic, "before");
        restartProvider();
        assertReceives(session().createSharedDurableConsumer(topic, name), "before");
    }

    @Test
    @Section("8.3.3")
    void unsubscribedSubscriptionStaysDeletedAfterARestart() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            Session session = connection.createSession();
            session.createDurableConsumer(topic, name).close();
            send(topic, "lost");
            session.unsubscribe(name);
        }
        restartProvider();
        MessageConsumer consumer = connection(clientId).createSession().createDurableConsumer(topic, name);
        assertNothingComes(consumer);
    }

    @Test
    @Section("6.1.7")
    void exceptionListenerIsCalledWhenTheConnectionIsLost() throws Exception {
        Connection connection = connection();
        CompletableFuture<JMSException> reported = new CompletableFuture<>();
        connection.setExceptionListener(reported::complete);
        connection.createSession().createConsumer(queue());
        restartUnderOpenConnections();
        assertNotNull(reported.get(SOON, TimeUnit.MILLISECONDS));
    }

    @Test
    @Section("7.9")
    void delayOutlivesARestart() throws Exception {
        Queue queue = queue();
        try (Connection connection = connection()) {
            MessageProducer producer = connection.createSession().createProducer(queue);
            producer.setDeliveryDelay(2_000);
            producer.send(text("later"));
        }
        restartProvider();
        Message received = receive(session().createConsumer(queue));
        assertTrue(CLOCK.millis() >= received.getJMSDeliveryTime(), "came before its delivery time");
    }
}
