package org.restante.conformance.facilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Messages, transactions and subscriptions after the provider's process was killed. */
@Section("9.1")
@Needs(Capability.KILL)
@Timeout(value = ConformanceTest.RESTART_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest extends ConformanceTest {

    @Test
    @Section("7.7")
    void persistentMessageWhoseSendReturnedOutlivesAKill() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        killProvider();
        assertReceives(session().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("6.2.11")
    void acknowledgedMessageIsNotRedeliveredAfterAKill() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        receive(session.createConsumer(queue)).acknowledge();
        killProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "b");
        assertNothingComes(consumer);
    }

    /** The mark is demanded for a failure, too; only the count need not be exact then (3.5.11). */
    @Test
    @Section("9.1")
    void messageNotAcknowledgedBeforeAKillComesAgainMarkedAsRedelivered() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        assertReceives(session(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue), "a");
        killProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        Message again = receive(consumer);
        assertEquals("a", again.getBody(String.class));
        assertTrue(again.getJMSRedelivered(), "not marked as redelivered");
        assertNothingComes(consumer);
    }

    @Test
    @Section("6.2.7")
    void onlyCommittedTransactionsOutliveAKill() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(text("committed"));
        session.commit();
        producer.send(text("open"));
        killProvider();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "committed");
        assertNothingComes(consumer);
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionOutlivesAKill() throws Exception {
        Topic topic = topic();
        String clientId = freshName();
        String name = freshName();
        try (Connection connection = connection(clientId)) {
            connection.createSession().createDurableConsumer(topic, name);
        }
        send(topic, "before");
        killProvider();
        assertReceives(connection(clientId).createSession().createDurableConsumer(topic, name), "before");
    }

    @Test
    @Section("7.3.1")
    void messageWhoseAsynchronousSendWasCompletedOutlivesAKill() throws Exception {
        Queue queue = queue();
        CountDownLatch completed = new CountDownLatch(1);
        session().createProducer(queue).send(text("a"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completed.countDown();
            }

            @Override
            public void onException(Message message, Exception exception) {
                throw new AssertionError(exception);
            }
        });
        assertTrue(completed.await(SOON, TimeUnit.MILLISECONDS));
        killProvider();
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("6.2.7")
    void receiptsOfACommittedTransactionAreNotRepeatedAfterAKill() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in", "left");
        Session session = session(Session.SESSION_TRANSACTED);
        assertReceives(session.createConsumer(from), "in");
        session.createProducer(to).send(text("out"));
        session.commit();
        killProvider();
        assertReceives(session().createConsumer(to), "out");
        MessageConsumer consumer = session().createConsumer(from);
        assertReceives(consumer, "left");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("6.1.7")
    void exceptionListenerIsCalledWhenTheProviderIsKilled() throws Exception {
        Connection connection = connection();
        CompletableFuture<JMSException> reported = new CompletableFuture<>();
        connection.setExceptionListener(reported::complete);
        connection.createSession().createConsumer(queue());
        killProvider();
        assertNotNull(reported.get(SOON, TimeUnit.MILLISECONDS));
    }

    /** At most once: what was received and acknowledged before the kill does not come again. */
    @Test
    @Section("7.7")
    void nonPersistentMessageIsNotDeliveredTwiceOverAKill() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(text("once"));
        assertReceives(session.createConsumer(queue), "once");
        killProvider();
        send(queue, "last");
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "last");
    }
}
