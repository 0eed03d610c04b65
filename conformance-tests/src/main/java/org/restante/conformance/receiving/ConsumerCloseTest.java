package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.Section;

/** Closing a consumer. */
@Section("8.8")
class ConsumerCloseTest extends ConformanceTest {

    @Test
    @Section("8.8")
    void closedConsumerCannotBeUsed() throws Exception {
        MessageConsumer consumer = session().createConsumer(queue());
        consumer.close();
        consumer.close();
        assertThrows(IllegalStateException.class, () -> consumer.receive(QUIET));
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
        assertThrows(IllegalStateException.class, consumer::getMessageSelector);
        assertThrows(IllegalStateException.class, () -> consumer.setMessageListener(message -> {}));
    }

    @Test
    @Section("8.8")
    void consumerCloseWaitsForItsRunningListener() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        HeldListener listener = new HeldListener();
        consumer.setMessageListener(listener);
        send(queue, "a");
        assertWaitsFor(listener, consumer);
    }

    @Test
    @Section("8.8")
    void listenerCanCloseItsOwnConsumer() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<String> done = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            try {
                consumer.close();
                done.complete(textOf(message));
            } catch (JMSException e) {
                done.completeExceptionally(e);
            }
        });
        send(queue, "a", "b");
        assertEquals("a", done.get(SOON, TimeUnit.MILLISECONDS));
        session.close();
        assertReceives(session().createConsumer(queue), "b");
    }

    @Test
    @Section("8.8")
    void messageCanBeAcknowledgedAfterItsConsumerIsClosed() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        Message received = receive(consumer);
        consumer.close();
        received.acknowledge();
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("8.8")
    void closingAConsumerAcknowledgesNothing() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        consumer.close();
        session.close();
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("8.8")
    void transactionCanBeCommittedAfterItsConsumerIsClosed() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        consumer.close();
        session.commit();
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("8.8")
    void transactionCanBeRolledBackAfterItsConsumerIsClosed() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        consumer.close();
        session.rollback();
        Message again = receive(session().createConsumer(queue));
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    @Section("8.8")
    void undeliveredMessagesOfAClosedConsumerGoToAnother() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "a");
        consumer.close();
        assertReceives(session().createConsumer(queue), "b", "c");
    }

    @Test
    @Section("8.8")
    void messageReceivedInAutoModeStaysAcknowledgedAfterItsConsumerIsClosed() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session();
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        consumer.close();
        assertNothingComes(session.createConsumer(queue));
    }

    @Test
    @Section("8.8")
    void transactionCoversAMessageOfATopicAfterItsConsumerIsClosed() throws Exception {
        Topic topic = topic();
        Queue out = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(topic);
        send(topic, "a");
        assertReceives(consumer, "a");
        session.createProducer(out).send(text("answer"));
        consumer.close();
        session.commit();
        assertReceives(session().createConsumer(out), "answer");
    }

    @Test
    @Section("8.8")
    void messageOfATopicCanBeAcknowledgedAfterItsConsumerIsClosed() throws Exception {
        Topic topic = topic();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(topic);
        MessageConsumer other = session.createConsumer(topic);
        send(topic, "a");
        Message received = receive(consumer);
        consumer.close();
        received.acknowledge();
        assertReceives(other, "a");
    }

    @Test
    @Section("8.8")
    void secondCloseOfAConsumerDoesNotReturnBeforeTheFirst() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        HeldListener listener = new HeldListener();
        consumer.setMessageListener(listener);
        send(queue, "a");
        listener.awaitMessage();
        var first = callBehind(listener, consumer);
        var second = callBehind(listener, consumer);
        listener.release();
        assertTrue(first.result() && second.result(), "a close returned before the listener did");
    }

    @Test
    @Section("8.8")
    void messageReceivedInDupsOkModeIsAcknowledgedAfterItsConsumerIsClosed() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.DUPS_OK_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        consumer.close();
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }
}
