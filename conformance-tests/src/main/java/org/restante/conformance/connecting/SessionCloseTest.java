package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.Section;

/** Closing a session. */
@Section("6.2.15")
class SessionCloseTest extends ConformanceTest {

    @Test
    @Section("6.2.15")
    void closedSessionCannotBeUsed() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = text("a");
        session.close();
        assertThrows(IllegalStateException.class, session::createMessage);
        assertThrows(IllegalStateException.class, session::recover);
        assertThrows(IllegalStateException.class, session::getTransacted);
        assertThrows(IllegalStateException.class, () -> session.createProducer(queue));
        assertThrows(IllegalStateException.class, () -> session.createBrowser(queue));
        assertThrows(IllegalStateException.class, () -> producer.send(message));
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
        assertThrows(IllegalStateException.class, consumer::getMessageSelector);
    }

    @Test
    @Section("6.2.15")
    void closedTransactedSessionDoesNotCommit() throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        session.close();
        assertThrows(IllegalStateException.class, session::commit);
        assertThrows(IllegalStateException.class, session::rollback);
    }

    @Test
    @Section("6.2.15")
    void closingAClosedSessionIsIgnored() throws Exception {
        Session session = session();
        MessageProducer producer = session.createProducer(queue());
        MessageConsumer consumer = session.createConsumer(queue());
        session.close();
        session.close();
        producer.close();
        consumer.close();
        assertThrows(IllegalStateException.class, () -> consumer.receive(QUIET));
    }

    @Test
    @Section("6.2.15")
    void pendingReceiveReturnsNullWhenItsSessionCloses() throws Exception {
        Session session = session();
        MessageConsumer consumer = session.createConsumer(queue());
        var receiving = inBackground(consumer::receive);
        assertTrue(receiving.staysBusy());
        session.close();
        assertNull(receiving.result());
    }

    @Test
    @Section("6.2.15")
    void sessionCloseWaitsForARunningListener() throws Exception {
        Queue queue = queue();
        Session session = session();
        HeldListener listener = new HeldListener();
        session.createConsumer(queue).setMessageListener(listener);
        send(queue, "a");
        listener.awaitMessage();
        var closing = inBackground(() -> {
            session.close();
            return listener.hasLeft();
        });
        assertTrue(closing.staysBusy());
        listener.release();
        assertTrue(closing.result(), "close returned before the listener did");
    }

    @Test
    @Section("6.2.15")
    void listenerThatClosesItsSessionIsRefusedOrItsMessageIsAcknowledged() throws Exception {
        Queue queue = queue();
        Session session = session();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                session.close();
                outcome.complete("closed");
            } catch (IllegalStateException permitted) {
                outcome.complete("refused");
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        send(queue, "a");
        String result = outcome.get(SOON, TimeUnit.MILLISECONDS);
        assertTrue(result.equals("closed") || result.equals("refused"), result);
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.15")
    void closingASessionRollsBackItsTransaction() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        Session session = session(Session.SESSION_TRANSACTED);
        session.createProducer(to).send(text("out"));
        assertReceives(session.createConsumer(from), "in");
        session.close();
        Message again = receive(session().createConsumer(from));
        assertEquals("in", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertNothingComes(session().createConsumer(to));
    }

    @Test
    @Section("6.2.15")
    void closingASessionAcknowledgesNothingForTheClient() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        Message b = receive(consumer);
        session.close();
        assertThrows(IllegalStateException.class, b::acknowledge);
        MessageConsumer next = session().createConsumer(queue);
        assertReceives(next, "a", "b");
    }

    @Test
    @Section("6.2")
    void unacknowledgedMessageOfATopicComesBackToItsDurableSubscription() throws Exception {
        var topic = topic();
        var connection = connection(freshName());
        String name = freshName();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "a");
        assertReceives(consumer, "a");
        session.close();
        Session next = connection.createSession();
        MessageConsumer again = next.createDurableConsumer(topic, name);
        Message received = receive(again);
        assertEquals("a", textOf(received));
        assertTrue(received.getJMSRedelivered());
        again.close();
        next.unsubscribe(name);
    }
}
