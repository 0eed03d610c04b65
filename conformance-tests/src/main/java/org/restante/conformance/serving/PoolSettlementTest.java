package org.restante.conformance.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Background;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** The session that processes a message is the one that acknowledges it, in its own mode. */
@Section("11.2")
@Needs(Capability.CONNECTION_CONSUMERS)
class PoolSettlementTest extends ConformanceTest {

    private final ReceivedMessages inbox = new ReceivedMessages();

    /** The action of a listener on a message. */
    private interface Work {
        void on(Session session, Message message) throws JMSException;
    }

    private Pool pool(Connection connection, int mode, Work work) throws JMSException {
        return new Pool(connection, 1, mode, session -> message -> {
            try {
                work.on(session, message);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            } finally {
                inbox.onMessage(message);
            }
        });
    }

    private static void assertDelivered(Message message, String text, int count) throws JMSException {
        assertEquals(text, textOf(message));
        assertEquals(count, message.getIntProperty("JMSXDeliveryCount"));
        assertEquals(count > 1, message.getJMSRedelivered());
    }

    @Test
    @Section("6.2.10")
    void dupsOkSessionAcknowledgesAutomatically() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = pool(connection, Session.DUPS_OK_ACKNOWLEDGE, (session, message) -> {})) {
            ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 2);
            send(queue, "a", "b", "c");
            for (String text : List.of("a", "b", "c")) {
                assertDelivered(inbox.next(), text, 1);
            }
            soon().until(() -> pool.idle() == 1);
            consumer.close();
        }
        connection.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.10")
    void listenerOfAClientSessionAcknowledges() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = pool(connection, Session.CLIENT_ACKNOWLEDGE, (session, message) -> {
            if (textOf(message).equals("b")) {
                message.acknowledge();
            }
        })) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a", "b", "c");
            for (String text : List.of("a", "b", "c")) {
                assertDelivered(inbox.next(), text, 1);
            }
            soon().until(() -> pool.idle() == 1);
        }
        connection.close();
        assertDelivered(receive(session().createConsumer(queue)), "c", 2);
    }

    @Test
    @Section("6.2.10")
    void recoverRedeliversTheMessage() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        AtomicBoolean again = new AtomicBoolean();
        try (Pool pool = pool(connection, Session.CLIENT_ACKNOWLEDGE, (session, message) -> {
            if (again.getAndSet(true)) {
                message.acknowledge();
            } else {
                session.recover();
            }
        })) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            assertDelivered(inbox.next(), "a", 1);
            assertDelivered(inbox.next(), "a", 2);
        }
    }

    @Test
    @Section("6.2.7")
    void transactedSessionCommitsReceivedAndSentMessages() throws Exception {
        Queue queue = queue();
        Queue results = queue();
        Connection connection = connection();
        try (Pool pool = pool(connection, Session.SESSION_TRANSACTED, (session, message) -> {
            session.createProducer(results).send(session.createTextMessage("done: " + textOf(message)));
            session.commit();
        })) {
            connection.createConnectionConsumer(queue, null, pool, 3);
            send(queue, "a", "b");
            assertDelivered(inbox.next(), "a", 1);
            assertDelivered(inbox.next(), "b", 1);
        }
        connection.close();
        assertReceives(session().createConsumer(results), "done: a", "done: b");
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.7")
    void transactedSessionRollsBackReceivedAndSentMessages() throws Exception {
        Queue queue = queue();
        Queue results = queue();
        Connection connection = connection();
        AtomicBoolean again = new AtomicBoolean();
        try (Pool pool = pool(connection, Session.SESSION_TRANSACTED, (session, message) -> {
            if (again.getAndSet(true)) {
                session.commit();
            } else {
                session.createProducer(results).send(session.createTextMessage("undone"));
                session.rollback();
            }
        })) {
            connection.createConnectionConsumer(queue, null, pool, 5);
            send(queue, "a");
            assertDelivered(inbox.next(), "a", 1);
            assertDelivered(inbox.next(), "a", 2);
            soon().until(() -> pool.idle() == 1);
        }
        connection.close();
        assertNothingComes(session().createConsumer(results));
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.7")
    void uncommittedTransactionIsRolledBackWhenTheConnectionCloses() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = pool(connection, Session.SESSION_TRANSACTED, (session, message) -> {})) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            assertDelivered(inbox.next(), "a", 1);
            soon().until(() -> pool.idle() == 1);
        }
        connection.close();
        assertDelivered(receive(session().createConsumer(queue)), "a", 2);
    }

    @Test
    @Section("8.7")
    void messageWhoseListenerThrowsIsRedelivered() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        AtomicBoolean again = new AtomicBoolean();
        try (Pool pool = pool(connection, Session.AUTO_ACKNOWLEDGE, (session, message) -> {
            if (!again.getAndSet(true)) {
                throw new JMSException("the listener of this test throws");
            }
        })) {
            connection.createConnectionConsumer(queue, null, pool, 3);
            send(queue, "a");
            assertDelivered(inbox.next(), "a", 1);
            assertDelivered(inbox.next(), "a", 2);
            soon().until(() -> pool.idle() == 1);
        }
        connection.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("3.5.11")
    void deliveryCountContinuesFromOneConsumerToTheNext() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session first = session(Session.SESSION_TRANSACTED);
        assertDelivered(receive(first.createConsumer(queue)), "a", 1);
        first.rollback();
        first.close();
        Connection connection = connection();
        try (Pool pool = pool(connection, Session.SESSION_TRANSACTED, (session, message) -> session.commit())) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            assertDelivered(inbox.next(), "a", 2);
        }
    }

    @Test
    @Section("7.8")
    void messageThatExpiresInALoadedSessionIsNotDelivered() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
            connection.stop();
            Message old = text("old");
            desk().createProducer(queue).send(old, DeliveryMode.PERSISTENT, 4, 1);
            long over = old.getJMSExpiration();
            soon().until(() -> CLOCK.millis() > over);
            connection.start();
            send(queue, "new");
            assertEquals("new", inbox.nextText());
            consumer.close();
        }
    }

    @Test
    @Section("11.2.4")
    void loadedMessageThatNoListenerHasSeenIsReturnedWithoutCountingADelivery() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        AtomicBoolean first = new AtomicBoolean(true);
        HeldListener held = new HeldListener();
        try (Pool pool = Pool.ofOne(connection, message -> {
            assertTrue(first.getAndSet(false), "a message came after the consumer was closed");
            held.onMessage(message);
        })) {
            ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 10);
            send(queue, "a", "b", "c");
            held.awaitMessage();
            Background<Boolean> closing = inBackground(() -> {
                consumer.close();
                return true;
            });
            assertTrue(closing.staysBusy(), "close did not wait for the listener");
            Message next = receive(session().createConsumer(queue));
            assertEquals("b", textOf(next));
            assertFalse(next.getJMSRedelivered());
            assertEquals(1, next.getIntProperty("JMSXDeliveryCount"));
            held.release();
            assertTrue(closing.result());
            assertTrue(held.hasLeft());
        }
    }
}
