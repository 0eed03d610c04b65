package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Background;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** What one transaction covers: messages of several consumers, subscriptions and destinations, and of a listener. */
@Section("6.2.7")
class TransactionScopeTest extends ConformanceTest {

    /** The receipt of a message cannot be a part of the transaction that produced it. */
    @Test
    @Section("6.2.7")
    void messageIsNotReceivedInTheTransactionThatSendsIt() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(text("a"));
        assertNothingComes(consumer);
        session.commit();
        assertReceives(consumer, "a");
        session.commit();
    }

    @Test
    @Section("6.2.7")
    void commitCoversAllConsumersOfTheSession() throws Exception {
        Queue one = queue();
        Queue two = queue();
        send(one, "a");
        send(two, "b");
        Session session = session(Session.SESSION_TRANSACTED);
        assertReceives(session.createConsumer(one), "a");
        assertReceives(session.createConsumer(two), "b");
        session.commit();
        session.close();
        Session next = session();
        MessageConsumer left = next.createConsumer(one);
        assertNothingComes(next.createConsumer(two));
        assertNull(left.receiveNoWait());
    }

    @Test
    @Section("6.2.7")
    void rollbackCoversAllConsumersOfTheSession() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer fromQueue = session.createConsumer(queue);
        MessageConsumer fromTopic = session.createConsumer(topic);
        send(queue, "a");
        send(topic, "b");
        assertReceives(fromQueue, "a");
        assertReceives(fromTopic, "b");
        session.rollback();
        assertReceives(fromQueue, "a");
        assertReceives(fromTopic, "b");
        session.commit();
    }

    @Test
    @Section({"6.2.7", "8.3.3"})
    void messageOfADurableSubscriptionIsGoneOnceItsTransactionIsCommitted() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Connection connection = connection(freshName());
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "a", "b", "c");
        assertReceives(consumer, "a");
        session.rollback();
        assertReceives(consumer, "a", "b");
        session.commit();
        session.close();
        assertReceives(connection.createSession().createDurableConsumer(topic, name), "c");
    }

    @Test
    @Section("6.2.7")
    void rollbackByAListenerBringsItsMessageAgain() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.SESSION_TRANSACTED);
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(message -> {
            inbox.onMessage(message);
            try {
                if (message.getJMSRedelivered()) {
                    session.commit();
                } else {
                    session.rollback();
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Message message = inbox.next();
            seen.add(textOf(message) + message.getIntProperty("JMSXDeliveryCount"));
        }
        assertEquals(List.of("a1", "a2", "b1", "b2"), seen);
    }

    @Test
    @Section("6.2.7")
    void transactionOfAThousandMessagesIsSeenAsAWhole() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            producer.send(session.createTextMessage("m" + i));
            sent.add("m" + i);
        }
        MessageConsumer consumer = session().createConsumer(queue);
        assertNull(consumer.receiveNoWait());
        session.commit();
        assertEquals(sent, receiveTexts(consumer, 1_000));
    }

    @Test
    @Section("6.2.7")
    void nonPersistentMessagesArePartOfTheTransaction() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(text("undone"));
        session.rollback();
        producer.send(text("done"));
        session.commit();
        assertReceives(session().createConsumer(queue), "done");
    }

    @Test
    @Section({"6.2.7", "6.2.2"})
    void temporaryQueueIsPartOfTheTransaction() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        TemporaryQueue queue = session.createTemporaryQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.send(text("undone"));
        session.rollback();
        producer.send(text("done"));
        session.commit();
        assertReceives(connection.createSession().createConsumer(queue), "done");
    }

    @Test
    @Section("6.2.7")
    void closingAProducerLeavesItsMessagesInTheTransaction() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(text("a"));
        producer.close();
        MessageConsumer consumer = session().createConsumer(queue);
        assertNothingComes(consumer);
        session.commit();
        assertReceives(consumer, "a");
    }

    @Test
    @Section("6.2.7")
    void transactionsOfManySessionsAreEachWhole() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        List<Background<Boolean>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String sender = "s" + i + "-";
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(queue);
            senders.add(inBackground(() -> {
                for (int j = 0; j < 30; j++) {
                    producer.send(session.createTextMessage(sender + j));
                    if (j % 3 == 2) {
                        session.commit();
                    }
                }
                return true;
            }));
        }
        for (Background<Boolean> sender : senders) {
            assertTrue(sender.result());
        }
        List<String> received = receiveTexts(session().createConsumer(queue), 120);
        for (int i = 0; i < 4; i++) {
            String sender = "s" + i + "-";
            List<String> own =
                    received.stream().filter(text -> text.startsWith(sender)).toList();
            assertEquals(IntStream.range(0, 30).mapToObj(j -> sender + j).toList(), own);
        }
    }

    @Test
    @Section("6.2.7")
    void rollbackGivesTheMessagesToTheSameConsumerInTheirOrderThoughOthersArrived() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a", "b");
        send(queue, "c");
        session.rollback();
        assertReceives(consumer, "a", "b", "c");
        session.commit();
    }
}
