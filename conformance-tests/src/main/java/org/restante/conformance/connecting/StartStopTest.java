package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** Starting and stopping the delivery of messages. */
@Section("6.1.4")
class StartStopTest extends ConformanceTest {

    @Test
    @Section("6.1.4")
    void newConnectionDeliversNothingUntilItIsStarted() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Connection connection = stoppedConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertNothingComes(consumer);
        connection.start();
        assertReceives(consumer, "a");
    }

    @Test
    @Section("6.1.4")
    void listenerIsNotCalledBeforeTheStart() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Connection connection = stoppedConnection();
        ReceivedMessages inbox = new ReceivedMessages();
        connection.createSession().createConsumer(queue).setMessageListener(inbox);
        inbox.assertNothingComes();
        connection.start();
        assertEquals("a", inbox.nextText());
    }

    @Test
    @Section("6.1.4")
    void stoppedConnectionSends() throws Exception {
        Queue queue = queue();
        stoppedConnection().createSession().createProducer(queue).send(text("a"));
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("6.1.5")
    void nothingIsDeliveredWhileStopped() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        send(queue, "a", "b");
        assertReceives(consumer, "a");
        connection.stop();
        assertNothingComes(consumer);
        connection.start();
        assertReceives(consumer, "b");
    }

    @Test
    @Section("6.1.5")
    void receiveNoWaitFindsNothingWhileStopped() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        connection.stop();
        send(queue, "a");
        assertNull(consumer.receiveNoWait());
        connection.start();
        assertReceives(consumer, "a");
    }

    @Test
    @Section("6.1.5")
    void blockedReceiveGetsItsMessageAfterTheStart() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        connection.stop();
        send(queue, "a");
        var receiving = inBackground(() -> receiveText(consumer));
        assertTrue(receiving.staysBusy());
        connection.start();
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("6.1.5")
    void stopWaitsForARunningListener() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        Session session = connection.createSession();
        HeldListener listener = new HeldListener();
        session.createConsumer(queue).setMessageListener(listener);
        send(queue, "a");
        assertWaitsFor(listener, connection::stop);
    }

    @Test
    @Section("6.1.5")
    void listenerIsCalledAgainAfterARestart() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        ReceivedMessages inbox = new ReceivedMessages();
        connection.createSession().createConsumer(queue).setMessageListener(inbox);
        send(queue, "a");
        assertEquals("a", inbox.nextText());
        connection.stop();
        send(queue, "b");
        inbox.assertNothingComes();
        connection.start();
        assertEquals("b", inbox.nextText());
    }

    @Test
    @Section("6.1.5")
    void startingAndStoppingTwiceIsIgnored() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        connection.start();
        connection.stop();
        connection.stop();
        connection.start();
        send(queue, "a");
        assertReceives(connection.createSession().createConsumer(queue), "a");
    }

    @Test
    @Section("6.1.5")
    void stoppingOneConnectionDoesNotStopAnother() throws Exception {
        Queue queue = queue();
        Connection stopped = connection();
        MessageConsumer other = session().createConsumer(queue);
        stopped.stop();
        send(queue, "a");
        assertReceives(other, "a");
    }

    @Test
    @Section("6.1.5")
    void stopDoesNotWaitForABlockedReceive() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        var receiving = inBackground(consumer::receive);
        assertTrue(receiving.staysBusy());
        connection.stop();
        send(queue, "a");
        assertTrue(receiving.staysBusy());
        connection.start();
        assertEquals("a", textOf(receiving.result()));
    }

    @Test
    @Section("6.1.5")
    void listenerThatStopsItsConnectionIsRefusedOrStopsIt() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        ReceivedMessages inbox = new ReceivedMessages();
        connection.createSession().createConsumer(queue).setMessageListener(message -> {
            if (stopped.isDone()) {
                inbox.onMessage(message);
                return;
            }
            try {
                connection.stop();
                stopped.complete(true);
            } catch (IllegalStateException permitted) {
                stopped.complete(false);
            } catch (JMSException e) {
                stopped.completeExceptionally(e);
            }
        });
        send(queue, "a", "b");
        if (stopped.get(SOON, TimeUnit.MILLISECONDS)) {
            inbox.assertNothingComes();
            connection.start();
        }
        assertEquals("b", inbox.nextText());
    }
}
