package org.restante.conformance.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** The subscriptions behind connection consumers: their selectors, names and lifetimes are those of any consumer. */
@Section("11.2.4")
@Needs(Capability.CONNECTION_CONSUMERS)
class ServedSubscriptionsTest extends ConformanceTest {

    private final String name = freshName();
    private final ReceivedMessages inbox = new ReceivedMessages();

    private TextMessage sized(String text, int size) throws Exception {
        TextMessage message = text(text);
        message.setIntProperty("size", size);
        return message;
    }

    private void sendOneAndTwo(Topic topic) throws Exception {
        send(topic, sized("one", 1));
        send(topic, sized("two", 2));
        send(topic, sized("two again", 2));
    }

    private void assertOnlySecondsCome() throws Exception {
        assertEquals("two", inbox.nextText());
        assertEquals("two again", inbox.nextText());
    }

    @Test
    @Section({"11.2.4", "8.3.1"})
    void selectorLimitsTheMessagesOfATopic() throws Exception {
        Topic topic = topic();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(topic, "size = 2", pool, 1);
            sendOneAndTwo(topic);
            assertOnlySecondsCome();
        }
    }

    @Test
    @Section({"11.2.4", "8.3.3"})
    void selectorLimitsTheMessagesOfADurableSubscription() throws Exception {
        Topic topic = topic();
        Connection connection = connection(freshName());
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection
                    .createDurableConnectionConsumer(topic, name, "size = 2", pool, 1)
                    .close();
            sendOneAndTwo(topic);
            ConnectionConsumer back = connection.createDurableConnectionConsumer(topic, name, "size = 2", pool, 1);
            assertOnlySecondsCome();
            soon().until(() -> pool.idle() == 1);
            back.close();
            connection.createSession().unsubscribe(name);
        }
    }

    @Test
    @Section({"11.2.4", "8.3.2"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.SHARED_SUBSCRIPTIONS})
    void selectorLimitsTheMessagesOfASharedSubscription() throws Exception {
        Topic topic = topic();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createSharedConnectionConsumer(topic, name, "size = 2", pool, 1);
            sendOneAndTwo(topic);
            assertOnlySecondsCome();
        }
    }

    @Test
    @Section({"11.2.4", "8.3.4"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.SHARED_SUBSCRIPTIONS})
    void selectorLimitsTheMessagesOfASharedDurableSubscription() throws Exception {
        Topic topic = topic();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection
                    .createSharedDurableConnectionConsumer(topic, name, "size = 2", pool, 1)
                    .close();
            sendOneAndTwo(topic);
            ConnectionConsumer back =
                    connection.createSharedDurableConnectionConsumer(topic, name, "size = 2", pool, 1);
            assertOnlySecondsCome();
            soon().until(() -> pool.idle() == 1);
            back.close();
            connection.createSession().unsubscribe(name);
        }
    }

    @Test
    @Section({"11.2.4", "8.3.2"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.SHARED_SUBSCRIPTIONS})
    void sharedSubscriptionInUseRefusesAnotherSelector() throws Exception {
        Topic topic = topic();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createSharedConnectionConsumer(topic, name, "size = 1", pool, 1);
            assertThrows(
                    JMSException.class,
                    () -> connection.createSharedConnectionConsumer(topic, name, "size = 2", pool, 1));
            Session session = connection.createSession();
            assertThrows(JMSException.class, () -> session.createSharedConsumer(topic, name));
        }
    }

    @Test
    @Section({"11.2.4", "8.3.4"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.SHARED_SUBSCRIPTIONS})
    void sharedAndUnsharedDurableSubscriptionCannotHaveOneName() throws Exception {
        Topic topic = topic();
        Connection connection = connection(freshName());
        Session session = connection.createSession();
        session.createDurableConsumer(topic, name).close();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            assertThrows(
                    JMSException.class,
                    () -> connection.createSharedDurableConnectionConsumer(topic, name, null, pool, 1));
        }
        session.unsubscribe(name);
    }

    @Test
    @Section({"11.2.4", "8.3.3"})
    void connectionConsumerGoesOnWhereADurableConsumerStopped() throws Exception {
        Topic topic = topic();
        Connection connection = connection(freshName());
        Session session = connection.createSession();
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "a", "b");
        assertReceives(consumer, "a");
        consumer.close();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            ConnectionConsumer next = connection.createDurableConnectionConsumer(topic, name, null, pool, 1);
            assertEquals("b", inbox.nextText());
            soon().until(() -> pool.idle() == 1);
            next.close();
        }
        send(topic, "c");
        assertReceives(session.createDurableConsumer(topic, name), "c");
    }

    @Test
    @Section({"11.2.4", "8.3.2"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.SHARED_SUBSCRIPTIONS})
    void sessionsAndConnectionConsumersShareASubscription() throws Exception {
        Topic topic = topic();
        Connection connection = connection();
        ReceivedMessages other = new ReceivedMessages();
        session().createSharedConsumer(topic, name).setMessageListener(message -> {
            other.onMessage(message);
            inbox.onMessage(message);
        });
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createSharedConnectionConsumer(topic, name, null, pool, 1);
            send(topic, "a", "b", "c", "d");
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                assertTrue(seen.add(inbox.nextText()), "a message was delivered twice");
            }
            assertEquals(Set.of("a", "b", "c", "d"), seen);
        }
    }

    @Test
    @Section({"11.2.4", "8.3.2"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.SHARED_SUBSCRIPTIONS})
    void sharedSubscriptionEndsWithItsLastConnectionConsumer() throws Exception {
        Topic topic = topic();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection
                    .createSharedConnectionConsumer(topic, name, null, pool, 1)
                    .close();
            send(topic, "missed");
            connection.createSharedConnectionConsumer(topic, name, null, pool, 1);
            send(topic, "seen");
            assertEquals("seen", inbox.nextText());
        }
    }

    @Test
    @Section({"11.2.4", "6.2.2"})
    void connectionConsumerServesATemporaryQueueOfItsConnection() throws Exception {
        Connection connection = connection();
        TemporaryQueue queue = connection.createSession().createTemporaryQueue();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            assertEquals("a", inbox.nextText());
            consumer.close();
            queue.delete();
        }
    }

    @Test
    @Section({"11.2.4", "6.1.8"})
    void closeOfTheConnectionEndsItsConnectionConsumers() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            assertEquals("a", inbox.nextText());
            connection.close();
            send(queue, "b");
            Message message = receive(session().createConsumer(queue));
            assertEquals("b", textOf(message));
            assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
        }
    }

    @Test
    @Section({"11.2.4", "4.1.2"})
    void connectionConsumersOfOneQueueDivideItsMessages() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = new Pool(connection, 2, Session.AUTO_ACKNOWLEDGE, session -> inbox)) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            connection.createConnectionConsumer(queue, null, pool, 1);
            Set<String> sent = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                send(queue, "m" + i);
                sent.add("m" + i);
            }
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                assertTrue(seen.add(inbox.nextText()), "a message was delivered twice");
            }
            assertEquals(sent, seen);
        }
    }

    @Test
    @Section({"11.2.5", "7.9"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.DELIVERY_DELAY})
    void delayedMessageIsNotLoadedBeforeItsDeliveryTime() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(queue, null, pool, 5);
            MessageProducer producer = desk().createProducer(queue);
            producer.setDeliveryDelay(300);
            producer.send(text("later"));
            send(queue, "now");
            assertEquals("now", inbox.nextText());
            Message later = inbox.next();
            assertTrue(CLOCK.millis() >= later.getJMSDeliveryTime(), "came before its delivery time");
        }
    }
}
