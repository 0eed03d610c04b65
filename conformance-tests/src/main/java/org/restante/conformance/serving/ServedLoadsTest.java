package org.restante.conformance.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** How many messages a session is loaded with, in which order its listener gets them, and the transactions around them. */
@Section("11.2.5")
@Needs(Capability.CONNECTION_CONSUMERS)
class ServedLoadsTest extends ConformanceTest {

    private final ReceivedMessages inbox = new ReceivedMessages();

    /** A pool whose one session runs in the thread that starts it; it records how many messages each run has delivered. */
    private final class Counting implements ServerSessionPool, ServerSession {
        private final Session session;
        private final List<Integer> loads = new CopyOnWriteArrayList<>();
        private final AtomicInteger load = new AtomicInteger();

        Counting(Session session) throws Exception {
            this.session = session;
            session.setMessageListener(message -> {
                load.incrementAndGet();
                inbox.onMessage(message);
            });
        }

        @Override
        public ServerSession getServerSession() {
            return this;
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public void start() {
            session.run();
            loads.add(load.getAndSet(0));
        }
    }

    @Test
    @Section("11.2.4")
    void limitOfOneLoadsOneMessageAtATime() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        Connection connection = connection();
        Counting pool = new Counting(connection.createSession());
        connection.createConnectionConsumer(queue, null, pool, 1);
        for (String text : List.of("a", "b", "c")) {
            assertEquals(text, inbox.nextText());
        }
        soon().until(() -> pool.loads.size() == 3);
        assertEquals(List.of(1, 1, 1), pool.loads);
    }

    @Test
    @Section("11.2.4")
    void loadThatIsSmallerThanTheLimitIsNotHeldBack() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        Counting pool = new Counting(connection.createSession());
        connection.createConnectionConsumer(queue, null, pool, 100);
        send(queue, "a");
        assertEquals("a", inbox.nextText());
        send(queue, "b");
        assertEquals("b", inbox.nextText());
    }

    @Test
    @Section({"11.2.5", "6.2.9.1"})
    void oneSessionGetsTheMessagesInTheirOrder() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(queue, null, pool, 7);
            for (int i = 0; i < 50; i++) {
                send(queue, "m" + i);
            }
            for (int i = 0; i < 50; i++) {
                assertEquals("m" + i, inbox.nextText());
            }
        }
    }

    @Test
    @Section("11.2.3")
    void consumerWhosePoolIsEmptyDeliversNothingUntilASessionIsBack() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        HeldListener held = new HeldListener();
        try (Pool pool = Pool.ofOne(connection, message -> {
            held.onMessage(message);
            inbox.onMessage(message);
        })) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a", "b");
            held.awaitMessage();
            inbox.assertNothingComes();
            held.release();
            assertEquals("a", inbox.nextText());
            assertEquals("b", inbox.nextText());
        }
    }

    @Test
    @Section({"11.2.1", "6.2.7"})
    void rollbackReturnsEachMessageOfALoadThatTheListenerHasGot() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        AtomicInteger got = new AtomicInteger();
        try (Pool pool = new Pool(connection, 1, Session.SESSION_TRANSACTED, session -> message -> {
            inbox.onMessage(message);
            try {
                if (got.incrementAndGet() == 2) {
                    session.rollback();
                } else if (got.get() == 4) {
                    session.commit();
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        })) {
            send(queue, "a", "b");
            connection.createConnectionConsumer(queue, null, pool, 2);
            assertEquals("a", inbox.nextText());
            assertEquals("b", inbox.nextText());
            for (String text : List.of("a", "b")) {
                Message again = inbox.next();
                assertEquals(text, textOf(again));
                assertTrue(again.getJMSRedelivered());
                assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
            }
            soon().until(() -> pool.idle() == 1);
        }
        connection.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section({"11.2.1", "6.2.10"})
    void acknowledgementCoversTheMessagesThatItsSessionHasGot() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        AtomicInteger got = new AtomicInteger();
        try (Pool pool = new Pool(connection, 1, Session.CLIENT_ACKNOWLEDGE, session -> message -> {
            try {
                if (got.incrementAndGet() == 3) {
                    message.acknowledge();
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
            inbox.onMessage(message);
        })) {
            send(queue, "a", "b", "c", "d");
            connection.createConnectionConsumer(queue, null, pool, 2);
            for (String text : List.of("a", "b", "c", "d")) {
                assertEquals(text, inbox.nextText());
            }
            soon().until(() -> pool.idle() == 1);
        }
        connection.close();
        MessageConsumer next = session().createConsumer(queue);
        assertReceives(next, "d");
        assertNull(next.receiveNoWait());
    }

    @Test
    @Section("11.2.4")
    void sessionsOfAClosedConnectionConsumerAreUsable() throws Exception {
        Queue first = queue();
        Queue second = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            ConnectionConsumer consumer = connection.createConnectionConsumer(first, null, pool, 1);
            send(first, "a");
            assertEquals("a", inbox.nextText());
            soon().until(() -> pool.idle() == 1);
            consumer.close();
            connection.createConnectionConsumer(second, null, pool, 1);
            send(second, "b");
            assertEquals("b", inbox.nextText());
        }
    }

    @Test
    @Section({"11.2.1", "API: Session"})
    void sessionWithAListenerStillSends() throws Exception {
        Queue queue = queue();
        Session session = session();
        session.setMessageListener(inbox);
        session.createProducer(queue).send(session.createTextMessage("a"));
        assertReceives(session().createConsumer(queue), "a");
    }

    /** What a container does for a message-driven bean: the branch begins before run and ends behind it. */
    @Test
    @Section({"11.2.5", "11.3.5"})
    @Needs({Capability.CONNECTION_CONSUMERS, Capability.DISTRIBUTED_TRANSACTIONS})
    void messageOfARunWithinABranchEndsWithTheBranch() throws Exception {
        Queue queue = queue();
        XAConnection connection =
                closedAfterTheTest(fixture().xaConnectionFactory().createXAConnection());
        connection.start();
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        session.setMessageListener(inbox);
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>(List.of("roll back", "commit"));
        ServerSession served = new ServerSession() {
            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() throws JMSException {
                try {
                    Xid branch = new ServedBranch(freshName());
                    resource.start(branch, XAResource.TMNOFLAGS);
                    session.run();
                    resource.end(branch, XAResource.TMSUCCESS);
                    if ("commit".equals(outcomes.poll())) {
                        resource.commit(branch, true);
                    } else {
                        resource.rollback(branch);
                    }
                } catch (XAException e) {
                    throw new AssertionError(e);
                }
            }
        };
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, () -> served, 1);
        send(queue, "a");
        Message first = inbox.next();
        Message again = inbox.next();
        assertFalse(first.getJMSRedelivered());
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        soon().until(outcomes::isEmpty);
        consumer.close();
        connection.close();
        assertNothingComes(session().createConsumer(queue));
    }

    private record ServedBranch(String name) implements Xid {
        @Override
        public int getFormatId() {
            return 7;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return name.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }
}
