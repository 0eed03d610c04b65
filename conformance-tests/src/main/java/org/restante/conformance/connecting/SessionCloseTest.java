package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Section;

/** Closing a session. */
@Section("6.2.15")
class SessionCloseTest extends Closing {

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
        assertPendingReceiveReturnsNull(session, session);
    }

    @Test
    @Section("6.2.15")
    void sessionCloseWaitsForARunningListener() throws Exception {
        Session session = session();
        assertCloseWaitsForARunningListener(session, session);
    }

    @Test
    @Section("6.2.15")
    void listenerThatClosesItsSessionIsRefusedOrItsMessageIsAcknowledged() throws Exception {
        Session session = session();
        assertCloseByAListenerIsRefusedOrAcknowledges(session, session);
    }

    @Test
    @Section("6.2.15")
    void closingASessionRollsBackItsTransaction() throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        Message again = assertCloseRollsBack(session, session);
        assertEquals("in", textOf(again));
        assertTrue(again.getJMSRedelivered());
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
