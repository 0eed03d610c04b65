package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Background;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** Messages delivered to a listener. */
@Section("8.7")
class ListenerTest extends ConformanceTest {

    @Test
    @Section("8.7")
    void listenerGetsWaitingAndNewMessages() throws Exception {
        Queue queue = queue();
        send(queue, "was there");
        ReceivedMessages inbox = new ReceivedMessages();
        session().createConsumer(queue).setMessageListener(inbox);
        send(queue, "comes");
        assertEquals("was there", inbox.nextText());
        assertEquals("comes", inbox.nextText());
    }

    @Test
    @Section("API: MessageConsumer")
    void getMessageListenerReturnsTheListenerThatWasSet() throws Exception {
        MessageConsumer consumer = session().createConsumer(queue());
        assertNull(consumer.getMessageListener());
        MessageListener listener = message -> {};
        consumer.setMessageListener(listener);
        assertSame(listener, consumer.getMessageListener());
        consumer.setMessageListener(null);
        assertNull(consumer.getMessageListener());
    }

    @Test
    @Section("API: MessageConsumer")
    void consumerReceivesAgainAfterItsListenerIsRemoved() throws Exception {
        Queue queue = queue();
        var connection = connection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        ReceivedMessages inbox = new ReceivedMessages();
        consumer.setMessageListener(inbox);
        send(queue, "a");
        assertEquals("a", inbox.nextText());
        connection.stop();
        consumer.setMessageListener(null);
        connection.start();
        send(queue, "b");
        assertReceives(consumer, "b");
    }

    @Test
    @Section("8.7")
    void messageIsRedeliveredWhenItsListenerThrowsInAutoMode() throws Exception {
        Queue queue = queue();
        ReceivedMessages inbox = new ReceivedMessages();
        session().createConsumer(queue).setMessageListener(message -> {
            inbox.onMessage(message);
            throwOnFirstDelivery(message);
        });
        send(queue, "a", "b");
        Message first = inbox.next();
        assertFalse(first.getJMSRedelivered());
        Message again = inbox.next();
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
        assertEquals("b", inbox.nextText());
    }

    @Test
    @Section("8.7")
    void nextMessageComesWhenTheListenerThrowsInClientMode() throws Exception {
        Queue queue = queue();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(message -> {
            inbox.onMessage(message);
            throwOnFirstDelivery(message);
        });
        send(queue, "a", "b");
        assertEquals("a", inbox.nextText());
        assertEquals("b", inbox.nextText());
        inbox.assertNothingComes();
        session.close();
        assertReceives(session().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("8.7")
    void nextMessageComesWhenTheListenerThrowsInATransaction() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(message -> {
            inbox.onMessage(message);
            throwOnFirstDelivery(message);
        });
        send(queue, "a", "b");
        assertEquals("a", inbox.nextText());
        assertEquals("b", inbox.nextText());
        inbox.assertNothingComes();
    }

    @Test
    @Section("6.2.10")
    void listenerCanRecoverItsSession() throws Exception {
        Queue queue = queue();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(message -> {
            inbox.onMessage(message);
            recoverOrAcknowledge(session, message);
        });
        send(queue, "a", "b");
        assertEquals("a", inbox.nextText());
        Message again = inbox.next();
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    @Section("8.7")
    void listenerCanSendWithItsSession() throws Exception {
        Queue from = queue();
        Queue to = queue();
        Session session = session();
        var producer = session.createProducer(to);
        session.createConsumer(from).setMessageListener(message -> {
            try {
                producer.send(session.createTextMessage("re: " + textOf(message)));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        send(from, "a");
        assertReceives(session().createConsumer(to), "re: a");
    }

    private static void recoverOrAcknowledge(Session session, Message message) {
        try {
            if (message.getJMSRedelivered()) {
                message.acknowledge();
            } else {
                session.recover();
            }
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static void throwOnFirstDelivery(Message message) {
        try {
            if ("a".equals(textOf(message)) && !message.getJMSRedelivered()) {
                throw new IllegalArgumentException("thrown on purpose by a listener of the conformance tests");
            }
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Section("8.7")
    void messageIsRedeliveredWhenItsListenerThrowsInDupsOkMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        ReceivedMessages inbox = new ReceivedMessages();
        AtomicBoolean thrown = new AtomicBoolean();
        session(Session.DUPS_OK_ACKNOWLEDGE).createConsumer(queue).setMessageListener(message -> {
            if (!thrown.getAndSet(true)) {
                throw new IllegalArgumentException("as the test wants it");
            }
            inbox.onMessage(message);
        });
        Message again = inbox.next();
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
        assertEquals("b", inbox.nextText());
    }

    @Test
    @Section("8.7")
    void secondListenerReplacesTheFirst() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        ReceivedMessages first = new ReceivedMessages();
        ReceivedMessages second = new ReceivedMessages();
        consumer.setMessageListener(first);
        send(queue, "a");
        assertEquals("a", first.nextText());
        connection.stop();
        consumer.setMessageListener(second);
        connection.start();
        send(queue, "b");
        assertEquals("b", second.nextText());
        first.assertNothingComes();
    }

    @Test
    @Section("8.7")
    void listenersOfAQueueAndATopicShareTheirSession() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        Connection connection = stoppedConnection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(inbox);
        session.createConsumer(topic).setMessageListener(inbox);
        connection.start();
        send(queue, "queued");
        assertEquals("queued", inbox.nextText());
        send(topic, "published");
        assertEquals("published", inbox.nextText());
    }

    @Test
    @Section("API: MessageConsumer")
    void listenerCannotBeSetWhileAnotherThreadReceives() throws Exception {
        MessageConsumer consumer = session().createConsumer(queue());
        Background<Message> receiving = inBackground(consumer::receive);
        assertTrue(receiving.staysBusy());
        assertThrows(JMSException.class, () -> consumer.setMessageListener(new ReceivedMessages()));
        consumer.close();
        assertNull(receiving.result());
    }
}
