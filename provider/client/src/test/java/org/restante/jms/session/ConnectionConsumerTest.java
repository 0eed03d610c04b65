package org.restante.jms.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteQueue;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;

/** The requests of a connection consumer to the broker. */
class ConnectionConsumerTest {

    private static final long SOON = 10_000;

    private final ScriptedLink link = new ScriptedLink();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<JMSException> problems = new LinkedBlockingQueue<>();

    private JmsConnection connection() throws Exception {
        JmsConnection connection = link.connection();
        connection.setExceptionListener(problems::add);
        return connection;
    }

    private JmsSession session(JmsConnection connection) throws Exception {
        JmsSession session = (JmsSession) connection.createSession(Session.AUTO_ACKNOWLEDGE);
        session.setMessageListener(message -> received.add(String.valueOf(message)));
        return session;
    }

    /** A pool that returns this session and starts it by a task. */
    private static ServerSessionPool pool(Session session, Runnable start) {
        return () -> new ServerSession() {
            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() {
                start.run();
            }
        };
    }

    private static void soon(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMillis(SOON)).until(condition);
    }

    private Request.HandOver handOver(int index) {
        soon(() -> link.requests(Request.HandOver.class).size() > index);
        return link.requests(Request.HandOver.class).get(index);
    }

    @Test
    void deliveryIsHandedOverToTheSessionThatAcknowledgesIt() throws Exception {
        JmsConnection connection = connection();
        JmsSession session = session(connection);
        connection.createConnectionConsumer(new RestanteQueue("orders"), null, pool(session, session), 1);
        Tag tag = link.deliver(link.consumer(), "tea");
        assertNotNull(received.poll(SOON, TimeUnit.MILLISECONDS));
        int own = link.requests(Request.OpenConsumer.class).get(0).session();
        assertEquals(new Request.HandOver(own, session.number(), List.of(tag)), handOver(0));
        soon(() -> !link.requests(Request.Acknowledge.class).isEmpty());
        assertEquals(
                List.of(new Request.Acknowledge(session.number(), List.of(tag))),
                link.requests(Request.Acknowledge.class));
    }

    @Test
    void whatIsLoadedAndNotRunGoesBackBeforeTheConsumerIsClosed() throws Exception {
        JmsConnection connection = connection();
        JmsSession session = session(connection);
        BlockingQueue<String> started = new LinkedBlockingQueue<>();
        ConnectionConsumer consumer = connection.createConnectionConsumer(
                new RestanteQueue("orders"), null, pool(session, () -> started.add("started")), 1);
        Tag tag = link.deliver(link.consumer(), "tea");
        assertEquals("started", started.poll(SOON, TimeUnit.MILLISECONDS));
        consumer.close();
        int own = link.requests(Request.OpenConsumer.class).get(0).session();
        assertEquals(new Request.HandOver(session.number(), own, List.of(tag)), handOver(1));
        assertEquals(List.of(new Request.CloseSession(own, List.of())), link.requests(Request.CloseSession.class));
        session.run();
        assertTrue(received.isEmpty());
    }

    @Test
    void closedSessionOfAPoolIsNotLoaded() throws Exception {
        JmsConnection connection = connection();
        JmsSession session = session(connection);
        connection.createConnectionConsumer(new RestanteQueue("orders"), null, pool(session, session), 1);
        link.hold(Request.HandOver.class);
        Tag tag = link.deliver(link.consumer(), "tea");
        handOver(0);
        session.close();
        link.release(Request.HandOver.class, new org.restante.link.Reply.Done());
        Request.HandOver back = handOver(1);
        assertEquals(session.number(), back.from());
        assertEquals(List.of(tag), back.tags());
        soon(() -> !link.requests(Request.Recover.class).isEmpty());
    }

    @Test
    void sessionThatIsHandedOutWhileItIsBusyIsLoadedWithinABound() throws Exception {
        JmsConnection connection = connection();
        JmsSession session = session(connection);
        connection.createConnectionConsumer(new RestanteQueue("orders"), null, pool(session, () -> {}), 1);
        int consumer = link.consumer();
        for (int i = 0; i <= Serving.MAX_LOADED; i++) {
            link.deliver(consumer, "m" + i);
        }
        JMSException problem = problems.poll(SOON, TimeUnit.MILLISECONDS);
        assertNotNull(problem);
        assertEquals(Problem.RESOURCE_LIMIT.name(), problem.getErrorCode());
        session.run();
        assertEquals(Serving.MAX_LOADED, received.size());
    }

    @Test
    void endOfTheLinkIsToldOnce() throws Exception {
        JmsConnection connection = connection();
        JmsSession session = session(connection);
        connection.createConnectionConsumer(new RestanteQueue("orders"), null, pool(session, session), 1);
        link.end("the broker has stopped");
        JMSException problem = problems.poll(SOON, TimeUnit.MILLISECONDS);
        assertNotNull(problem);
        assertEquals(Problem.CLOSED.name(), problem.getErrorCode());
        connection.close();
        assertTrue(problems.isEmpty());
    }
}
