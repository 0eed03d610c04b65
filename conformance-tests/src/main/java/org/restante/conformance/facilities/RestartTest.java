package org.restante.conformance.facilities;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** What a restart of the provider keeps of messages, transactions and subscriptions, beside their mere existence. */
@Section("9.1")
@Needs(Capability.RESTART)
@Timeout(value = ConformanceTest.RESTART_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestartTest extends ConformanceTest {

    @Test
    @Section({"7.7", "3.11"})
    void messageOfEachTypeOutlivesARestart() throws Exception {
        Queue queue = queue();
        BytesMessage bytes = desk().createBytesMessage();
        bytes.writeBytes(new byte[] {1, 2, 3});
        StreamMessage stream = desk().createStreamMessage();
        stream.writeInt(7);
        stream.writeString("x");
        for (Message message :
                List.of(text("text"), bytes, stream, desk().createObjectMessage("object"), desk().createMessage())) {
            send(queue, message);
        }
        restartProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(
                "text", assertInstanceOf(TextMessage.class, receive(consumer)).getText());
        assertArrayEquals(new byte[] {1, 2, 3}, receive(consumer).getBody(byte[].class));
        StreamMessage received = assertInstanceOf(StreamMessage.class, receive(consumer));
        assertEquals(7, received.readInt());
        assertEquals("x", received.readString());
        assertEquals(
                "object",
                assertInstanceOf(ObjectMessage.class, receive(consumer)).getObject());
        assertFalse(receive(consumer) instanceof TextMessage);
    }

    @Test
    @Section({"7.7", "3.5"})
    void propertyOfEachTypeOutlivesARestart() throws Exception {
        Queue queue = queue();
        List<Object> values = List.of(true, (byte) 1, (short) 2, 3, 4L, 5.5f, 6.5d, "seven");
        TextMessage sent = text("a");
        for (Object value : values) {
            sent.setObjectProperty("p" + values.indexOf(value), value);
        }
        sent.setStringProperty("JMSXGroupID", "g");
        sent.setIntProperty("JMSXGroupSeq", 3);
        send(queue, sent);
        restartProvider();
        Message received = receive(session().createConsumer(queue));
        for (Object value : values) {
            assertEquals(value, received.getObjectProperty("p" + values.indexOf(value)));
        }
        assertEquals("g", received.getStringProperty("JMSXGroupID"));
        assertEquals(3, received.getIntProperty("JMSXGroupSeq"));
    }

    @Test
    @Section({"7.7", "3.4"})
    void absentHeadersStayAbsentAfterARestart() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        restartProvider();
        Message received = receive(session().createConsumer(queue));
        assertNull(received.getJMSCorrelationID());
        assertNull(received.getJMSReplyTo());
        assertNull(received.getJMSType());
        assertEquals(0, received.getJMSExpiration());
        assertEquals(DeliveryMode.PERSISTENT, received.getJMSDeliveryMode());
    }

    @Test
    @Section({"7.7", "3.4.10"})
    void prioritiesOutliveARestart() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        for (int priority : new int[] {1, 9, 5}) {
            producer.send(text("p" + priority), DeliveryMode.PERSISTENT, priority, 0);
        }
        restartProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 0; i < 3; i++) { // in whichever order (3.4.10)
            Message received = receive(consumer);
            assertEquals(textOf(received), "p" + received.getJMSPriority());
        }
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section({"7.7", "3.11"})
    void messageOfAMebibyteOutlivesARestart() throws Exception {
        Queue queue = queue();
        String text = "0123456789abcdef".repeat(1 << 16);
        send(queue, text);
        restartProvider();
        assertEquals(text, receiveText(session().createConsumer(queue)));
    }

    @Test
    @Section("7.7")
    void thousandsOfMessagesOutliveTwoRestartsInTheirOrder() throws Exception {
        Queue queue = queue();
        List<String> sent = new ArrayList<>();
        try (Connection connection = connection()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(queue);
            for (int i = 0; i < 2_000; i++) {
                producer.send(session.createTextMessage("m" + i));
                sent.add("m" + i);
            }
            session.commit();
        }
        restartProvider();
        try (Connection connection = connection()) {
            MessageConsumer consumer = connection.createSession().createConsumer(queue);
            assertEquals(sent.subList(0, 500), receiveTexts(consumer, 500));
        }
        restartProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(sent.subList(500, 2_000), receiveTexts(consumer, 1_500));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("7.8")
    void messageThatExpiredIsNotDeliveredAfterARestart() throws Exception {
        Queue queue = queue();
        TextMessage message = text("short");
        desk().createProducer(queue).send(message, DeliveryMode.PERSISTENT, 4, 100);
        send(queue, "long");
        long expiration = message.getJMSExpiration();
        restartProvider();
        soon().until(() -> CLOCK.millis() > expiration);
        assertReceives(session().createConsumer(queue), "long");
    }

    /** At most once: the messages may be lost with the provider, but none that was received comes again. */
    @Test
    @Section({"7.7", "9.1"})
    void nonPersistentMessagesAreDeliveredAtMostOnceOverARestart() throws Exception {
        Queue queue = queue();
        try (Connection connection = connection()) {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(queue);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (String text : List.of("a", "b", "c")) {
                producer.send(text(text));
            }
            assertReceives(session.createConsumer(queue), "a");
        }
        restartProvider();
        send(queue, "last");
        MessageConsumer consumer = session().createConsumer(queue);
        List<String> seen = new ArrayList<>();
        for (String text = receiveText(consumer); !text.equals("last"); text = receiveText(consumer)) {
            seen.add(text);
        }
        assertTrue(
                List.of(List.of("b", "c"), List.of("b"), List.of("c"), List.of())
                        .contains(seen),
                seen::toString);
    }

    @Test
    @Section({"6.2.7", "9.1"})
    void receiptsOfACommittedTransactionAreNotRepeatedAfterARestart() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        try (Connection connection = connection()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(queue);
            assertReceives(consumer, "a");
            session.commit();
            assertReceives(consumer, "b");
        }
        restartProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        Message again = receive(consumer);
        assertEquals("b", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertReceives(consumer, "c");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section({"7.3.1", "9.1"})
    void messageWhoseAsynchronousSendWasCompletedOutlivesARestart() throws Exception {
        Queue queue = queue();
        CountDownLatch completed = new CountDownLatch(3);
        MessageProducer producer = session().createProducer(queue);
        for (String text : List.of("a", "b", "c")) {
            producer.send(text(text), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    completed.countDown();
                }

                @Override
                public void onException(Message message, Exception exception) {
                    throw new AssertionError(exception);
                }
            });
        }
        assertTrue(completed.await(SOON, TimeUnit.MILLISECONDS));
        restartProvider();
        assertReceives(session().createConsumer(queue), "a", "b", "c");
    }

    @Test
    @Section({"8.3.3", "9.1"})
    void durableSubscriptionGoesOnBehindItsLastAcknowledgedMessageAfterARestart() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createDurableConsumer(topic, name);
            send(topic, "a", "b", "c");
            receive(consumer).acknowledge();
            assertReceives(consumer, "b");
        }
        restartProvider();
        MessageConsumer consumer = connection(clientId).createSession().createDurableConsumer(topic, name);
        Message again = receive(consumer);
        assertEquals("b", textOf(again));
        assertTrue(again.getJMSRedelivered());
        Message first = receive(consumer);
        assertEquals("c", textOf(first));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section({"8.3.3", "9.1"})
    void selectorAndNoLocalOfADurableSubscriptionOutliveARestart() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            connection.createSession().createDurableConsumer(topic, name, "p IS NULL", true);
        }
        restartProvider();
        TextMessage other = text("other");
        other.setIntProperty("p", 1);
        Session session = connection(clientId).createSession();
        session.createProducer(topic).send(text("own"));
        send(topic, other);
        send(topic, "selected");
        MessageConsumer consumer = session.createDurableConsumer(topic, name, "p IS NULL", true);
        assertReceives(consumer, "selected");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section({"8.3.4", "9.1"})
    @Needs({Capability.RESTART, Capability.SHARED_SUBSCRIPTIONS})
    void copiesOfAMessageForSeveralSubscriptionsOutliveARestartEachByItself() throws Exception {
        Topic topic = topic();
        String one = freshName();
        String two = freshName();
        try (Connection connection = connection()) {
            Session session = connection.createSession();
            session.createSharedDurableConsumer(topic, two).close();
            MessageConsumer consumer = session.createSharedDurableConsumer(topic, one);
            send(topic, "a", "b");
            assertReceives(consumer, "a");
        }
        restartProvider();
        assertReceives(session().createSharedDurableConsumer(topic, one), "b");
        assertReceives(session().createSharedDurableConsumer(topic, two), "a", "b");
    }

    @Test
    @Section({"6.2.7", "8.3.3"})
    void onlyCommittedMessagesOfATopicOutliveARestart() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            connection.createSession().createDurableConsumer(topic, name).close();
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(topic);
            producer.send(text("committed"));
            session.commit();
            producer.send(text("open"));
        }
        restartProvider();
        MessageConsumer consumer = connection(clientId).createSession().createDurableConsumer(topic, name);
        assertReceives(consumer, "committed");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section({"3.4.3", "9.1"})
    void messageIdsAreNotUsedAgainAfterARestart() throws Exception {
        Queue queue = queue();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 20; j++) {
                TextMessage message = text("m");
                send(queue, message);
                assertTrue(ids.add(message.getJMSMessageID()), "a message id was used twice");
            }
            restartProvider();
        }
    }

    @Test
    @Section({"4.1.6", "9.1"})
    @SuppressWarnings("JdkObsolete") // QueueBrowser returns an Enumeration
    void messagesAreBrowsedInTheirOrderAfterARestart() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        restartProvider();
        List<String> browsed = new ArrayList<>();
        Enumeration<?> messages = session().createBrowser(queue).getEnumeration();
        for (Object message : Collections.list(messages)) {
            browsed.add(textOf((Message) message));
        }
        assertEquals(List.of("a", "b", "c"), browsed);
    }

    @Test
    @Section({"6.2.10", "9.1"})
    void messagesOfAClosedDupsOkSessionAreNotRepeatedAfterARestart() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        try (Connection connection = connection()) {
            Session session = connection.createSession(Session.DUPS_OK_ACKNOWLEDGE);
            assertReceives(session.createConsumer(queue), "a", "b");
            session.close();
        }
        restartProvider();
        assertReceives(session().createConsumer(queue), "c");
    }

    @Test
    @Section({"7.9", "8.3.3"})
    @Needs({Capability.RESTART, Capability.DELIVERY_DELAY})
    void delayedMessageOfADurableSubscriptionOutlivesARestart() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            Session session = connection.createSession();
            session.createDurableConsumer(topic, name).close();
            MessageProducer producer = session.createProducer(topic);
            producer.setDeliveryDelay(1_500);
            producer.send(text("later"));
        }
        restartProvider();
        MessageConsumer consumer = connection(clientId).createSession().createDurableConsumer(topic, name);
        Message received = receive(consumer);
        assertEquals("later", textOf(received));
        assertTrue(CLOCK.millis() >= received.getJMSDeliveryTime(), "came before its delivery time");
    }

    @Test
    @Section({"6.1.2", "9.1"})
    void clientIdentifierOfALostConnectionIsFreeAfterARestart() throws Exception {
        String clientId = freshName();
        connection(clientId);
        restartUnderOpenConnections();
        Connection next = stoppedConnection();
        soon().until(() -> {
            try {
                next.setClientID(clientId);
                return true;
            } catch (JMSException stillInUse) {
                return false;
            }
        });
        assertEquals(clientId, next.getClientID());
    }
}
