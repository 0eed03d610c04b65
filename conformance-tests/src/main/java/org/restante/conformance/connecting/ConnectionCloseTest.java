package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.conformance.HeldListener;
import org.restante.conformance.Section;

/** Closing a connection. */
@Section("6.1.8")
class ConnectionCloseTest extends Closing {

    @Test
    @Section("6.1.8")
    void closedConnectionCannotBeUsed() throws Exception {
        Connection connection = connection();
        connection.close();
        assertThrows(IllegalStateException.class, connection::createSession);
        assertThrows(IllegalStateException.class, connection::start);
        assertThrows(IllegalStateException.class, connection::stop);
        assertThrows(IllegalStateException.class, connection::getMetaData);
        assertThrows(IllegalStateException.class, () -> connection.setClientID("x"));
        assertThrows(IllegalStateException.class, () -> connection.setExceptionListener(null));
    }

    @Test
    @Section("6.1.8")
    void closingAConnectionClosesItsSessions() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        Message message = text("a");
        connection.close();
        assertThrows(IllegalStateException.class, session::createTextMessage);
        assertThrows(IllegalStateException.class, () -> session.createConsumer(queue));
        assertThrows(IllegalStateException.class, () -> producer.send(message));
        assertThrows(IllegalStateException.class, () -> consumer.receive(QUIET));
    }

    @Test
    @Section("6.1.8")
    void closingWhatIsClosedIsIgnored() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        connection.close();
        connection.close();
        session.close();
        producer.close();
        consumer.close();
        assertThrows(IllegalStateException.class, producer::getDestination);
    }

    @Test
    @Section("6.1.8")
    void pendingReceiveReturnsNull() throws Exception {
        Connection connection = connection();
        assertPendingReceiveReturnsNull(connection.createSession(), connection);
    }

    @Test
    @Section("6.1.8")
    void closeWaitsForARunningListener() throws Exception {
        Connection connection = connection();
        assertCloseWaitsForARunningListener(connection.createSession(), connection);
    }

    @Test
    @Section("6.1.8")
    void listenerThatClosesItsConnectionIsRefusedOrItsMessageIsAcknowledged() throws Exception {
        Connection connection = connection();
        assertCloseByAListenerIsRefusedOrAcknowledges(connection.createSession(), connection);
    }

    @Test
    @Section("6.1.8")
    void closingRollsBackATransaction() throws Exception {
        Connection connection = connection();
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        assertEquals("in", textOf(assertCloseRollsBack(transacted, connection)));
    }

    @Test
    @Section("6.1.8")
    void closingAcknowledgesNothingForTheClient() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Connection connection = connection();
        Message received =
                receive(connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue));
        connection.close();
        assertThrows(IllegalStateException.class, received::acknowledge);
        Message again = receive(session().createConsumer(queue));
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    @Section("6.1.8")
    void messagesOutliveTheirConnection() throws Exception {
        Queue queue = queue();
        TextMessage sent = text("a");
        sent.setStringProperty("p", "x");
        send(queue, sent);
        Connection connection = connection();
        TextMessage received = (TextMessage) receive(connection.createSession().createConsumer(queue));
        TextMessage made = connection.createSession().createTextMessage("made");
        connection.close();
        assertEquals("a", received.getText());
        assertEquals("x", received.getStringProperty("p"));
        made.setText("changed");
        assertEquals("changed", made.getText());
        send(queue, made);
        assertReceives(session().createConsumer(queue), "changed");
    }

    @Test
    @Section("6.1.8")
    void connectionIsClosedByTryWithResources() throws Exception {
        Connection used;
        try (Connection connection = factory().createConnection()) {
            used = connection;
            connection.start();
        }
        assertThrows(IllegalStateException.class, used::createSession);
    }

    @Test
    @Section("6.1.8")
    void runningListenerHasAllSessionsUntilItReturns() throws Exception {
        Queue queue = queue();
        Queue out = queue();
        Connection connection = connection();
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = transacted.createProducer(out);
        HeldListener held = new HeldListener();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        connection.createSession().createConsumer(queue).setMessageListener(message -> {
            held.onMessage(message);
            try {
                producer.send(transacted.createTextMessage("by the listener"));
                transacted.commit();
                outcome.complete("sent");
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        send(queue, "a");
        held.awaitMessage();
        var closing = inBackground(() -> {
            connection.close();
            return true;
        });
        assertTrue(closing.staysBusy());
        held.release();
        assertEquals("sent", outcome.get(SOON, TimeUnit.MILLISECONDS));
        assertTrue(closing.result());
        assertReceives(session().createConsumer(out), "by the listener");
    }

    @Test
    @Section("6.1.8")
    void secondCloseReturnsNoSoonerThanTheFirst() throws Exception {
        Connection connection = connection();
        HeldListener listener = holdingListener(connection.createSession());
        var first = callBehind(listener, connection);
        var second = callBehind(listener, connection);
        listener.release();
        assertTrue(first.result() && second.result(), "a close returned before the listener did");
    }
}
