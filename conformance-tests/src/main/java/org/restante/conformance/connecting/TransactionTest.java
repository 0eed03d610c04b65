package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Local transactions. */
@Section("6.2.7")
class TransactionTest extends ConformanceTest {

    @Test
    @Section("6.2.7")
    void sentMessagesAppearWithTheCommit() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session().createConsumer(queue);
        producer.send(text("a"));
        producer.send(text("b"));
        assertNothingComes(consumer);
        session.commit();
        assertReceives(consumer, "a", "b");
    }

    @Test
    @Section("6.2.7")
    void sentMessagesVanishWithTheRollback() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(text("a"));
        session.rollback();
        producer.send(text("b"));
        session.commit();
        assertReceives(session().createConsumer(queue), "b");
    }

    @Test
    @Section("6.2.7")
    void consumedMessagesAreAcknowledgedByTheCommit() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.SESSION_TRANSACTED);
        assertReceives(session.createConsumer(queue), "a", "b");
        session.commit();
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.7")
    void consumedMessagesAreRedeliveredAfterTheRollback() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a", "b");
        session.rollback();
        for (String text : new String[] {"a", "b"}) {
            Message again = receive(consumer);
            assertEquals(text, textOf(again));
            assertTrue(again.getJMSRedelivered());
            assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
        }
        session.commit();
    }

    @Test
    @Section("6.2.7")
    void consumedAndSentMessagesAreOneUnit() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(from);
        MessageProducer producer = session.createProducer(to);
        MessageConsumer result = session().createConsumer(to);

        assertReceives(consumer, "in");
        producer.send(text("first try"));
        session.rollback();
        assertReceives(consumer, "in");
        producer.send(text("second try"));
        session.commit();

        assertReceives(result, "second try");
        assertNothingComes(result);
        session.close();
        assertNothingComes(session().createConsumer(from));
    }

    @Test
    @Section("6.2.7")
    void transactionSpansDestinations() throws Exception {
        Queue one = queue();
        Topic two = topic();
        MessageConsumer fromTwo = session().createConsumer(two);
        Session session = session(Session.SESSION_TRANSACTED);
        session.createProducer(one).send(text("queue"));
        session.createProducer(two).send(text("topic"));
        assertNothingComes(fromTwo);
        session.commit();
        assertReceives(fromTwo, "topic");
        assertReceives(session().createConsumer(one), "queue");
    }

    @Test
    @Section("6.2.7")
    void nextTransactionBeginsAutomatically() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(text("first"));
        session.commit();
        producer.send(text("second"));
        session.rollback();
        producer.send(text("third"));
        session.commit();
        assertReceives(session().createConsumer(queue), "first", "third");
    }

    @Test
    @Section("6.2.7")
    void emptyTransactionCanBeCommittedAndRolledBack() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        session.commit();
        session.rollback();
        session.createProducer(queue).send(text("a"));
        session.commit();
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("6.2.7")
    void transactionsOfTwoSessionsAreIndependent() throws Exception {
        Queue queue = queue();
        var connection = connection();
        Session one = connection.createSession(Session.SESSION_TRANSACTED);
        Session two = connection.createSession(Session.SESSION_TRANSACTED);
        one.createProducer(queue).send(text("one"));
        two.createProducer(queue).send(text("two"));
        two.commit();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "two");
        assertNothingComes(consumer);
        one.rollback();
    }

    @Test
    @Section("6.2.7")
    void rolledBackMessageGoesToAnotherConsumerOnceItsSessionCloses() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.SESSION_TRANSACTED);
        assertReceives(session.createConsumer(queue), "a");
        session.rollback();
        session.close();
        Message received = receive(session().createConsumer(queue));
        assertEquals("a", textOf(received));
        assertTrue(received.getJMSRedelivered());
    }

    @Test
    @Section("6.2.7")
    void listenerCanCommitItsTransaction() throws Exception {
        Queue from = queue();
        Queue to = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(to);
        session.createConsumer(from).setMessageListener(message -> forward(session, producer, message));
        MessageConsumer consumer = session().createConsumer(to);
        send(from, "a", "b");
        assertReceives(consumer, "a", "b");
    }

    @Test
    @Section("6.2.7")
    void publishedMessageReachesTheSubscriptionAfterTheCommit() throws Exception {
        Topic topic = topic();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session().createConsumer(topic);
        TextMessage message = text("a");
        session.createProducer(topic).send(message);
        session.commit();
        assertEquals(message.getJMSMessageID(), receive(consumer).getJMSMessageID());
    }

    private static void forward(Session session, MessageProducer producer, Message message) {
        try {
            producer.send(message);
            session.commit();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Section("6.2.12")
    void committedMessageIsProducedOnceDespiteRollbacks() throws Exception {
        Queue queue = queue();
        Session sender = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = sender.createProducer(queue);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            producer.send(text("m" + i));
            if (i % 3 == 0) {
                sender.rollback();
            } else {
                sender.commit();
                kept.add("m" + i);
            }
        }
        Session receiver = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = receiver.createConsumer(queue);
        assertEquals(kept, receiveTexts(consumer, kept.size()));
        receiver.rollback();
        assertEquals(kept, receiveTexts(consumer, kept.size()));
        receiver.commit();
        assertNothingComes(consumer);
    }
}
