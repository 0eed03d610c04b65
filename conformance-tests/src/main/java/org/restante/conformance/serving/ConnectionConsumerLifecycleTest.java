package org.restante.conformance.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Background;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** Start, stop and close of a connection and a connection consumer with a pool of sessions, and failures of the pool. */
@Section("11.2")
@Needs(Capability.CONNECTION_CONSUMERS)
class ConnectionConsumerLifecycleTest extends ConformanceTest {

    private final ReceivedMessages inbox = new ReceivedMessages();

    @Test
    @Section("6.1.5")
    void noMessageIsDeliveredBeforeTheStart() throws Exception {
        Queue queue = queue();
        Connection connection = stoppedConnection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            inbox.assertNothingComes();
            connection.start();
            assertEquals("a", inbox.nextText());
        }
    }

    @Test
    @Section("6.1.5")
    void stopWaitsForTheListenerAndDelaysTheOtherMessages() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        HeldListener held = new HeldListener();
        try (Pool pool = Pool.ofOne(connection, message -> {
            held.onMessage(message);
            inbox.onMessage(message);
        })) {
            send(queue, "a", "b", "c");
            connection.createConnectionConsumer(queue, null, pool, 10);
            held.awaitMessage();
            Background<Boolean> stopping = inBackground(() -> {
                connection.stop();
                return true;
            });
            assertTrue(stopping.staysBusy(), "stop did not wait for the listener");
            held.release();
            assertTrue(stopping.result());
            assertEquals("a", inbox.nextText());
            inbox.assertNothingComes();
            connection.start();
            assertEquals("b", inbox.nextText());
            assertEquals("c", inbox.nextText());
        }
    }

    @Test
    @Section("6.1.8")
    void closeOfTheConnectionWaitsForTheListener() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        HeldListener held = new HeldListener();
        try (Pool pool = Pool.ofOne(connection, held)) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            held.awaitMessage();
            Background<Boolean> closing = inBackground(() -> {
                connection.close();
                return held.hasLeft();
            });
            assertTrue(closing.staysBusy(), "close did not wait for the listener");
            held.release();
            assertTrue(closing.result());
        }
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.14")
    void listenerCannotStopOrCloseItsOwnSessionOrConnection() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        BlockingQueue<Exception> thrown = new LinkedBlockingQueue<>();
        try (Pool pool = new Pool(connection, 1, Session.AUTO_ACKNOWLEDGE, session -> message -> {
            for (Closing call : List.<Closing>of(session::close, connection::stop, connection::close)) {
                thrown.add(assertThrows(IllegalStateException.class, call::go));
            }
        })) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            soon().until(() -> thrown.size() == 3);
            soon().until(() -> pool.idle() == 1);
        }
    }

    /** A call that waits for running listeners: close or stop. */
    private interface Closing {
        void go() throws Exception;
    }

    @Test
    @Section("API: ConnectionConsumer")
    void listenerCanCloseItsConnectionConsumer() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        BlockingQueue<ConnectionConsumer> consumers = new LinkedBlockingQueue<>();
        try (Pool pool = Pool.ofOne(connection, message -> {
            try {
                ConnectionConsumer mine = consumers.poll(SOON, TimeUnit.MILLISECONDS);
                if (mine != null) {
                    mine.close();
                }
                inbox.onMessage(message);
            } catch (InterruptedException | JMSException e) {
                throw new AssertionError(e);
            }
        })) {
            consumers.add(connection.createConnectionConsumer(queue, null, pool, 1));
            send(queue, "a", "b");
            assertEquals("a", inbox.nextText());
            soon().until(() -> pool.idle() == 1);
        }
        assertReceives(session().createConsumer(queue), "b");
    }

    @Test
    @Section("11.2.4")
    void closeDoesNotWaitForAPoolThatIsBusy() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        send(queue, "a");
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        BlockingQueue<ServerSession> none = new LinkedBlockingQueue<>();
        ConnectionConsumer consumer = connection.createConnectionConsumer(
                queue,
                null,
                () -> {
                    asked.add("asked");
                    try {
                        return none.take();
                    } catch (InterruptedException e) {
                        throw new JMSException("interrupted");
                    }
                },
                1);
        assertEquals("asked", asked.poll(SOON, TimeUnit.MILLISECONDS));
        consumer.close();
        Message message = receive(session().createConsumer(queue));
        assertEquals("a", textOf(message));
        assertFalse(message.getJMSRedelivered());
    }

    @Test
    @Section("API: ConnectionConsumer")
    void closedConnectionConsumerCanBeClosedAgain() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
            consumer.close();
            consumer.close();
            connection.close();
            consumer.close();
        }
    }

    @Test
    @Section("6.2.11")
    void openingAndClosingConsumersNeitherLosesNorRepeatsMessages() throws Exception {
        Queue queue = queue();
        int count = 300;
        for (int i = 0; i < count; i++) {
            send(queue, "m" + i);
        }
        Connection connection = connection();
        Connection other = connection();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Function<Session, MessageListener> listeners = session -> message -> seen.add(idOf(message));
        try (Pool pool = new Pool(connection, 3, Session.AUTO_ACKNOWLEDGE, listeners);
                Pool otherPool = new Pool(other, 2, Session.DUPS_OK_ACKNOWLEDGE, listeners)) {
            other.createConnectionConsumer(queue, null, otherPool, 4);
            soon().until(() -> {
                connection.createConnectionConsumer(queue, null, pool, 5).close();
                return seen.size() >= count;
            });
            soon().until(() -> pool.idle() == 3 && otherPool.idle() == 2);
        }
        assertEquals(count, seen.size());
        assertEquals(count, Set.copyOf(seen).size());
        connection.close();
        other.close();
        assertNothingComes(session().createConsumer(queue));
    }

    private static String idOf(Message message) {
        try {
            return message.getJMSMessageID();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Section("API: ServerSessionPool")
    void exceptionOfThePoolIsReportedToTheExceptionListenerAndTheMessageIsReturned() throws Exception {
        assertReturnsTheMessage(
                () -> {
                    throw new JMSException("this test's pool has no session");
                },
                "this test's pool has no session");
    }

    @Test
    @Section("API: ServerSession")
    void messagesOfAServerSessionThatDoesNotStartAreReturned() throws Exception {
        Session[] session = new Session[1];
        ServerSession broken = new ServerSession() {
            @Override
            public Session getSession() {
                return session[0];
            }

            @Override
            public void start() throws JMSException {
                throw new JMSException("this test's session does not start");
            }
        };
        Connection connection = connection();
        session[0] = connection.createSession();
        session[0].setMessageListener(inbox);
        assertReturnsTheMessage(connection, () -> broken, "this test's session does not start");
    }

    @Test
    @Section("API: ServerSession")
    void sessionOfAnotherConnectionIsRefused() throws Exception {
        Pool foreign = Pool.ofOne(connection(), inbox);
        assertReturnsTheMessage(foreign, null);
        foreign.close();
    }

    private void assertReturnsTheMessage(ServerSessionPool pool, @Nullable String reason) throws Exception {
        assertReturnsTheMessage(connection(), pool, reason);
    }

    private void assertReturnsTheMessage(Connection connection, ServerSessionPool pool, @Nullable String reason)
            throws Exception {
        Queue queue = queue();
        BlockingQueue<JMSException> reported = new LinkedBlockingQueue<>();
        connection.setExceptionListener(reported::add);
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
        send(queue, "a");
        JMSException problem = reported.poll(SOON, TimeUnit.MILLISECONDS);
        assertTrue(problem != null, "the exception listener was not called");
        if (reason != null) {
            assertEquals(reason, problem.getMessage());
        }
        consumer.close();
        MessageConsumer other = session().createConsumer(queue);
        Message back = receive(other);
        assertEquals("a", textOf(back));
        assertFalse(back.getJMSRedelivered());
        inbox.assertNothingComes();
    }

    @Test
    @Section("API: ServerSessionPool")
    void poolThatRecoversIsAskedAgain() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        connection.setExceptionListener(problem -> {});
        BlockingQueue<String> failures = new LinkedBlockingQueue<>(List.of("one"));
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(
                    queue,
                    null,
                    () -> {
                        if (failures.poll() != null) {
                            throw new JMSException("once");
                        }
                        return pool.getServerSession();
                    },
                    1);
            send(queue, "a");
            Message message = inbox.next();
            assertEquals("a", textOf(message));
            assertFalse(message.getJMSRedelivered());
        }
    }
}
