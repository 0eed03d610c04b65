package org.restante.conformance.facilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/**
 * Calls and listeners of a connection whose provider was restarted. A provider may have repaired the connection, or it fails its
 * calls with a JMSException; in both cases no call waits for ever, and each result that a call reports is true.
 */
@Section("6.1.7")
@Needs(Capability.RESTART)
@Timeout(value = ConformanceTest.RESTART_SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostConnectionTest extends ConformanceTest {

    private interface Call {
        void run() throws Exception;
    }

    /** Whether the call succeeds; an exception must be a JMSException. The call must end soon. */
    private boolean succeeds(Call call) throws Exception {
        return inBackground(() -> {
                    try {
                        call.run();
                        return true;
                    } catch (JMSException | JMSRuntimeException lost) {
                        return false;
                    }
                })
                .result();
    }

    @Test
    @Section("7.7")
    void sendOverALostConnectionThrowsOrItsMessageIsKept() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage("a");
        restartUnderOpenConnections();
        boolean sent = succeeds(() -> producer.send(message));
        MessageConsumer consumer = connection().createSession().createConsumer(queue);
        if (sent) {
            assertReceives(consumer, "a");
        }
        Message duplicate = consumer.receiveNoWait();
        assertTrue(!sent || duplicate == null, "the message was sent twice");
    }

    @Test
    @Section({"6.2.7", "10.3"})
    void commitOverALostConnectionIsAllOrNothing() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("a"));
        producer.send(session.createTextMessage("b"));
        restartUnderOpenConnections();
        boolean committed = succeeds(session::commit);
        MessageConsumer consumer = connection().createSession().createConsumer(queue);
        if (committed) {
            assertReceives(consumer, "a", "b");
        } else {
            Message first = consumer.receive(QUIET);
            if (first != null) {
                assertReceives(consumer, "b");
            }
        }
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("6.2.10")
    void acknowledgementOverALostConnectionThrowsOrHolds() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Message received = receive(session.createConsumer(queue));
        restartUnderOpenConnections();
        boolean acknowledged = succeeds(received::acknowledge);
        succeeds(session::close);
        MessageConsumer consumer = connection().createSession().createConsumer(queue);
        if (acknowledged) {
            assertNothingComes(consumer);
        } else {
            assertEquals("a", textOf(receive(consumer)));
        }
    }

    @Test
    @Section("8.5")
    void receiveOverALostConnectionEndsAndItsMessageIsDeliveredOnce() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        AtomicReference<Message> received = new AtomicReference<>();
        restartUnderOpenConnections();
        send(connection().createSession(), queue, "a");
        succeeds(() -> received.set(consumer.receive(1_000)));
        if (received.get() == null) {
            succeeds(consumer::close);
            assertReceives(connection().createSession().createConsumer(queue), "a");
        } else {
            assertEquals("a", textOf(received.get()));
        }
    }

    private static void send(Session session, Queue queue, String text) throws Exception {
        session.createProducer(queue).send(session.createTextMessage(text));
    }

    @Test
    @Section("6.1.8")
    void lostConnectionIsClosedAndThenRefusesItsCalls() throws Exception {
        Connection connection = factory().createConnection();
        Session session = connection.createSession();
        restartUnderOpenConnections();
        succeeds(connection::close);
        assertThrows(JMSException.class, connection::createSession);
        assertThrows(JMSException.class, session::createMessage);
    }

    @Test
    @Section("6.1.7")
    void exceptionListenerOfAContextIsCalledWhenItsConnectionIsLost() throws Exception {
        JMSContext context = context();
        CompletableFuture<JMSException> reported = new CompletableFuture<>();
        context.setExceptionListener(reported::complete);
        context.createConsumer(queue());
        restartUnderOpenConnections();
        assertNotNull(reported.get(SOON, TimeUnit.MILLISECONDS).getMessage());
    }

    @Test
    @Section("6.1.7")
    void exceptionListenerOfEachConnectionIsCalled() throws Exception {
        List<CompletableFuture<JMSException>> reported = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<JMSException> each = new CompletableFuture<>();
            reported.add(each);
            Connection connection = connection();
            connection.setExceptionListener(each::complete);
            connection.createSession().createConsumer(queue());
        }
        restartUnderOpenConnections();
        for (CompletableFuture<JMSException> each : reported) {
            assertNotNull(each.get(SOON, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    @Section("6.1.7")
    void onlyTheExceptionListenerThatWasSetLastIsCalled() throws Exception {
        AtomicBoolean replaced = new AtomicBoolean();
        AtomicBoolean removed = new AtomicBoolean();
        CompletableFuture<JMSException> reported = new CompletableFuture<>();
        Connection connection = connection();
        connection.setExceptionListener(problem -> replaced.set(true));
        connection.setExceptionListener(reported::complete);
        connection.createSession().createConsumer(queue());
        Connection other = connection();
        other.setExceptionListener(problem -> removed.set(true));
        other.setExceptionListener(null);
        other.createSession().createConsumer(queue());
        restartUnderOpenConnections();
        assertNotNull(reported.get(SOON, TimeUnit.MILLISECONDS));
        assertFalse(replaced.get());
        assertFalse(removed.get());
    }

    @Test
    @Section("6.1.7")
    void exceptionListenerCanCloseItsConnection() throws Exception {
        Connection connection = connection();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        connection.setExceptionListener(problem -> {
            try {
                connection.close();
            } catch (JMSException permitted) {
                closed.complete(false);
            }
            closed.complete(true);
        });
        connection.createSession().createConsumer(queue());
        restartUnderOpenConnections();
        assertNotNull(closed.get(SOON, TimeUnit.MILLISECONDS));
    }

    @Test
    @Section("6.1.7")
    void exceptionListenerCanConnectAgain() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Connection connection = connection();
        CompletableFuture<String> received = new CompletableFuture<>();
        connection.setExceptionListener(problem -> {
            try (Connection next = connectionSoon()) {
                next.start();
                received.complete(receiveText(next.createSession().createConsumer(queue)));
            } catch (Exception | AssertionError e) {
                received.completeExceptionally(e);
            }
        });
        connection.createSession().createConsumer(queue());
        restartUnderOpenConnections();
        assertEquals("a", received.get(ConformanceTest.RESTART_SECONDS, TimeUnit.SECONDS));
    }

    /** A new connection; the provider may not be up yet when an exception listener asks for it. */
    private static Connection connectionSoon() {
        return soon().atMost(Duration.ofSeconds(ConformanceTest.RESTART_SECONDS / 2))
                .ignoreExceptions()
                .until(() -> factory().createConnection(), connection -> connection != null);
    }

    @Test
    @Section("6.1.7")
    void exceptionListenerIsCalledByOneThreadAtATime() throws Exception {
        Connection connection = connection();
        AtomicInteger running = new AtomicInteger();
        AtomicBoolean together = new AtomicBoolean();
        CountDownLatch called = new CountDownLatch(1);
        connection.setExceptionListener(problem -> {
            if (running.incrementAndGet() > 1) {
                together.set(true);
            }
            called.countDown();
            Thread.onSpinWait();
            running.decrementAndGet();
        });
        for (int i = 0; i < 5; i++) {
            connection.createSession().createConsumer(queue()).setMessageListener(new ReceivedMessages());
        }
        restartUnderOpenConnections();
        assertTrue(called.await(SOON, TimeUnit.MILLISECONDS));
        succeeds(connection::close);
        assertFalse(together.get(), "two threads called the exception listener of a connection");
    }

    @Test
    @Section("7.3.2")
    void asynchronousSendOverALostConnectionIsAnsweredOnce() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage("a");
        AtomicInteger answers = new AtomicInteger();
        AtomicBoolean completed = new AtomicBoolean();
        restartUnderOpenConnections();
        boolean returned = succeeds(() -> producer.send(message, new CompletionListener() {
            @Override
            public void onCompletion(Message sent) {
                completed.set(true);
                answers.incrementAndGet();
            }

            @Override
            public void onException(Message sent, Exception exception) {
                answers.incrementAndGet();
            }
        }));
        if (returned) {
            soon().until(() -> answers.get() > 0);
        }
        succeeds(session::close);
        assertEquals(returned ? 1 : 0, answers.get());
        if (completed.get()) {
            assertReceives(connection().createSession().createConsumer(queue), "a");
        }
    }
}
