package org.restante.jms.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.jms.RestanteQueue;
import org.restante.jms.failure.Unchecked;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

class ListenerTest {

    private final ScriptedLink link = new ScriptedLink();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private JmsConnection connection;
    private JmsSession session;

    @BeforeEach
    void connect() throws Exception {
        connection = link.connection();
        session = session(Session.AUTO_ACKNOWLEDGE);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private JmsSession session(int mode) throws Exception {
        return connection.open(AckMode.of(mode), mode, Domain.BOTH);
    }

    private JmsConsumer consumer(MessageListener listener) throws Exception {
        JmsConsumer consumer = (JmsConsumer) session.createConsumer(new RestanteQueue("orders"));
        consumer.setMessageListener(listener);
        return consumer;
    }

    private void hear(Message message) {
        received.add(Unchecked.getOrNull(() -> message.getBody(String.class)));
    }

    private static void pass(CountDownLatch gate) {
        try {
            assertTrue(gate.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void hearsFurtherMessagesAfterAnErrorOfARequest() throws Exception {
        session = session(Session.DUPS_OK_ACKNOWLEDGE);
        consumer(this::hear);
        CompletableFuture<Boolean> failed = new CompletableFuture<>();
        link.answer(Request.Acknowledge.class, request -> {
            if (failed.complete(true)) {
                throw new StackOverflowError("thrown by the test");
            }
            return new Reply.Done();
        });
        link.deliver(link.consumer(), "a");
        failed.get(10, TimeUnit.SECONDS);
        link.deliver(link.consumer(), "b");
        await().until(() -> received.size() == 2);
        assertEquals(List.of("a", "b"), received);
    }

    @Test
    void hearsAcrossConsumersInTheOrderOfArrival() throws Exception {
        connection.stop();
        consumer(this::hear);
        int first = link.consumer();
        consumer(this::hear);
        int second = link.consumer();
        link.deliver(second, "a");
        link.deliver(first, "b");
        link.deliver(second, "c");

        connection.start();

        await().until(() -> received.size() == 3);
        assertEquals(List.of("a", "b", "c"), received);
    }

    @Test
    void acknowledgesEachMessageBeforeTheNextIsHeardIfAcknowledgementsAreConfirmed() throws Exception {
        connection.context().confirmAcknowledgements();
        session = session(Session.AUTO_ACKNOWLEDGE);
        link.hold(Request.Acknowledge.class);
        consumer(this::hear);
        link.deliver(link.consumer(), "a");
        link.deliver(link.consumer(), "b");

        await().until(() -> !link.requests(Request.Acknowledge.class).isEmpty());
        await().during(Duration.ofMillis(100)).until(() -> received.size() == 1);
        link.release(Request.Acknowledge.class, new Reply.Done());

        await().until(() -> received.equals(List.of("a", "b")));
    }

    @Test
    void anIdleListenerHasCreditForOneMessage() throws Exception {
        consumer(this::hear);

        await().until(() -> link.credit(link.consumer()) == 1);
    }

    @Test
    void aThrowingListenerGetsItsMessageAgainAndTheSessionGoesOn() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        consumer(message -> {
            hear(message);
            if (received.size() == 1) {
                throw new UnsupportedOperationException("the first time");
            }
            second.countDown();
        });
        await().until(() -> link.credit(link.consumer()) == 1);
        Tag tag = link.deliver(link.consumer(), "a");

        await().until(() -> !link.requests(Request.Recover.class).isEmpty());
        assertEquals(List.of(tag), link.requests(Request.Recover.class).get(0).seen());
        assertEquals(List.of(), link.requests(Request.Acknowledge.class));
        await().until(() -> link.credit(link.consumer()) > 1);
        link.deliver(link.consumer(), "a", 2);
        pass(second);
    }

    @Test
    void dropsWhatArrivesWhileTheSessionIsRecovered() throws Exception {
        session = session(Session.CLIENT_ACKNOWLEDGE);
        link.hold(Request.Recover.class);
        JmsSession recovered = session;
        consumer(message -> {
            hear(message);
            if (received.size() == 1) {
                Unchecked.run(recovered::recover);
            }
        });
        int consumer = link.consumer();
        link.deliver(consumer, "a");
        await().until(() -> !link.requests(Request.Recover.class).isEmpty());
        link.deliver(consumer, "stale");
        int before = link.credit(consumer);

        link.release(Request.Recover.class, new Reply.Done());

        await().until(() -> link.credit(consumer) > before);
        link.deliver(consumer, "a", 2);
        await().until(() -> received.size() == 2);
        assertEquals(List.of("a", "a"), received);
    }

    @Test
    void keepsWhatIsBufferedIfTheBrokerRefusesToRecover() throws Exception {
        session = session(Session.CLIENT_ACKNOWLEDGE);
        link.refuse(Request.Recover.class, Problem.RESOURCE_LIMIT, "busy");
        JmsSession recovered = session;
        CompletableFuture<JMSException> refused = new CompletableFuture<>();
        connection.stop();
        consumer(message -> {
            hear(message);
            if (received.size() == 1) {
                refused.complete(assertThrows(JMSException.class, recovered::recover));
            }
        });
        link.deliver(link.consumer(), "a");
        link.deliver(link.consumer(), "b");
        connection.start();

        assertEquals("RESOURCE_LIMIT", refused.get(10, TimeUnit.SECONDS).getErrorCode());
        await().until(() -> received.equals(List.of("a", "b")));
    }

    @Test
    void stopWaitsForTheListenerInProgress() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        consumer(message -> {
            entered.countDown();
            pass(gate);
            hear(message);
        });
        link.deliver(link.consumer(), "a");
        pass(entered);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> Unchecked.run(connection::stop));

        await().during(Duration.ofMillis(100)).until(() -> !stopped.isDone());
        gate.countDown();
        stopped.get(10, TimeUnit.SECONDS);
        assertEquals(List.of("a"), received);
    }

    @Test
    void closingTheSessionWaitsForAListenerThatClosedItsConsumer() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicReference<JmsConsumer> own = new AtomicReference<>();
        own.set(consumer(message -> {
            Unchecked.run(own.get()::close);
            closed.countDown();
            pass(gate);
        }));
        Tag tag = link.deliver(link.consumer(), "a");
        pass(closed);

        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> Unchecked.run(session::close));
        await().during(Duration.ofMillis(100)).until(() -> !ended.isDone());
        gate.countDown();
        ended.get(10, TimeUnit.SECONDS);

        assertEquals(
                List.of(tag), link.requests(Request.Acknowledge.class).get(0).tags());
        assertEquals(List.of(), link.requests(Request.CloseSession.class).get(0).seen());
    }

    @Test
    void aListenerCannotStopOrCloseWhatWaitsForIt() throws Exception {
        CompletableFuture<List<JMSException>> thrown = new CompletableFuture<>();
        JmsSession own = session;
        consumer(message -> thrown.complete(List.of(
                assertThrows(IllegalStateException.class, connection::stop),
                assertThrows(IllegalStateException.class, connection::close),
                assertThrows(IllegalStateException.class, own::close))));

        link.deliver(link.consumer(), "a");

        assertEquals(3, thrown.get(10, TimeUnit.SECONDS).size());
    }

    @Test
    void tellsTheExceptionListenerOnceOfTheLinksEnd() throws Exception {
        List<JMSException> problems = new CopyOnWriteArrayList<>();
        connection.setExceptionListener(problems::add);

        link.end("the server is gone");
        link.end("again");

        await().until(() -> !problems.isEmpty());
        await().during(Duration.ofMillis(100)).until(() -> problems.size() == 1);
        assertTrue(problems.get(0).getMessage().contains("the server is gone"));
    }

    @Test
    void itsThreadEndsWithTheLastListener() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        JmsConsumer consumer = consumer(message -> thread.set(Thread.currentThread()));
        link.deliver(link.consumer(), "a");
        await().until(() -> thread.get() != null);
        assertNotEquals(Thread.currentThread(), thread.get());
        assertFalse(thread.get().isDaemon());

        consumer.setMessageListener(null);

        await().until(() -> !thread.get().isAlive());
    }
}
