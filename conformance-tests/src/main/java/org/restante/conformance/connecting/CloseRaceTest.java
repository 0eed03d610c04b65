package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Background;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** Close and stop in the midst of deliveries: when they have returned nothing is delivered any more, and nothing was lost. */
@Section("6.1.8")
class CloseRaceTest extends ConformanceTest {

    private static final int COUNT = 200;

    /** Collects texts, and fails a message that comes when the test has said that none may come. */
    private static final class Watch implements MessageListener {
        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicBoolean late = new AtomicBoolean();

        @Override
        public void onMessage(Message message) {
            if (over.get()) {
                late.set(true);
            }
            try {
                seen.add(textOf(message));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Set<String> sendAll(Queue queue) throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        Set<String> sent = new TreeSet<>();
        for (int i = 0; i < COUNT; i++) {
            producer.send(session.createTextMessage("m" + i));
            sent.add("m" + i);
        }
        session.commit();
        return sent;
    }

    private void assertDeliversNothingAfter(Session session, AutoCloseable closed) throws Exception {
        Queue queue = queue();
        Watch watch = new Watch();
        session.createConsumer(queue).setMessageListener(watch);
        assertEndsDelivery(queue, watch, closed);
    }

    /** Closes when some messages were delivered, and receives the rest: each message was delivered once, before or after. */
    private void assertEndsDelivery(Queue queue, Watch watch, AutoCloseable closed) throws Exception {
        Set<String> sent = sendAll(queue);
        soon().until(() -> !watch.seen.isEmpty());
        closed.close();
        watch.over.set(true);
        List<String> all = new ArrayList<>(watch.seen);
        MessageConsumer consumer = session().createConsumer(queue);
        all.addAll(receiveTexts(consumer, COUNT - all.size()));
        assertNull(consumer.receiveNoWait());
        assertEquals(sent, new TreeSet<>(all));
        assertFalse(watch.late.get(), "a listener was called after the call had returned");
    }

    @Test
    @Section("8.8")
    void listenerIsNotCalledWhenTheCloseOfItsConsumerHasReturned() throws Exception {
        Queue queue = queue();
        Watch watch = new Watch();
        MessageConsumer consumer = session().createConsumer(queue);
        consumer.setMessageListener(watch);
        assertEndsDelivery(queue, watch, consumer);
    }

    @Test
    @Section("6.2.15")
    void listenerIsNotCalledWhenTheCloseOfItsSessionHasReturned() throws Exception {
        Session session = session();
        assertDeliversNothingAfter(session, session);
    }

    @Test
    @Section("6.1.8")
    void listenerIsNotCalledWhenTheCloseOfItsConnectionHasReturned() throws Exception {
        Connection connection = connection();
        assertDeliversNothingAfter(connection.createSession(), connection);
    }

    @Test
    @Section("6.1.5")
    void listenerIsNotCalledBetweenStopAndStart() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        Watch watch = new Watch();
        connection.createSession().createConsumer(queue).setMessageListener(watch);
        Set<String> sent = sendAll(queue);
        for (int i = 0; i < 5; i++) {
            connection.stop();
            watch.over.set(true);
            int delivered = watch.seen.size();
            Thread.onSpinWait();
            assertEquals(delivered, watch.seen.size());
            watch.over.set(false);
            connection.start();
        }
        soon().until(() -> watch.seen.size() == COUNT);
        assertEquals(sent, new TreeSet<>(watch.seen));
        assertFalse(watch.late.get(), "a listener was called while its connection was stopped");
    }

    @Test
    @Section("6.1.8")
    void closeOfAConnectionEndsTheReceivesOfAllItsSessions() throws Exception {
        Connection connection = connection();
        List<Background<Message>> receiving = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MessageConsumer consumer = connection.createSession().createConsumer(queue());
            receiving.add(inBackground(consumer::receive));
        }
        for (Background<Message> each : receiving) {
            assertTrue(each.staysBusy());
        }
        connection.close();
        for (Background<Message> each : receiving) {
            assertNull(each.result());
        }
    }

    @Test
    @Section("6.2.15")
    void closeEndsAReceiveWithATimeoutBeforeItExpires() throws Exception {
        Session session = session();
        MessageConsumer consumer = session.createConsumer(queue());
        var receiving = inBackground(() -> consumer.receive(60_000));
        assertTrue(receiving.staysBusy());
        session.close();
        assertNull(receiving.result());
    }

    @Test
    @Section("8.8")
    void closeOfOneConsumerLeavesTheReceiveOfAnother() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageConsumer other = session.createConsumer(queue());
        MessageConsumer consumer = session.createConsumer(queue);
        var receiving = inBackground(() -> textOf(consumer.receive()));
        assertTrue(receiving.staysBusy());
        other.close();
        send(queue, "a");
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("6.2.15")
    void listenerCanCloseAnotherSessionOfItsConnection() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        Session other = connection.createSession();
        MessageConsumer ofOther = other.createConsumer(queue());
        assertRunsInAListener(connection.createSession(), queue, other::close);
        assertThrows(IllegalStateException.class, ofOther::receiveNoWait);
    }

    @Test
    @Section("6.1.8")
    void listenerCanCloseAnotherConnection() throws Exception {
        Connection other = connection();
        assertRunsInAListener(session(), queue(), other::close);
        assertThrows(IllegalStateException.class, other::createSession);
    }

    @Test
    @Section("8.8")
    void listenerCanCloseAnotherConsumerOfItsSession() throws Exception {
        Queue queue = queue();
        Queue other = queue();
        Session session = connection().createSession();
        MessageConsumer consumer = session.createConsumer(other);
        assertRunsInAListener(session, queue, consumer::close);
        send(other, "a");
        assertReceives(session().createConsumer(other), "a");
    }

    @Test
    @Section("6.2.13")
    void listenerCanMakeConsumersAndProducersOfItsSession() throws Exception {
        Queue queue = queue();
        Queue other = queue();
        Session session = session();
        ReceivedMessages inbox = new ReceivedMessages();
        assertRunsInAListener(session, queue, () -> {
            session.createConsumer(other).setMessageListener(inbox);
            session.createProducer(other).send(session.createTextMessage("a"));
        });
        assertEquals("a", inbox.nextText());
    }

    private interface Call {
        void run() throws Exception;
    }

    private void assertRunsInAListener(Session session, Queue queue, Call call) throws Exception {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                call.run();
                outcome.complete(true);
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        send(queue, "go");
        assertTrue(outcome.get(SOON, TimeUnit.MILLISECONDS));
    }

    @Test
    @Section("6.1.2")
    void clientIdentifierIsFreeWhenTheCloseOfItsConnectionReturns() throws Exception {
        String id = freshName();
        for (int i = 0; i < 5; i++) {
            try (Connection connection = factory().createConnection()) {
                connection.setClientID(id);
                connection.createSession().createConsumer(queue());
                connection.start();
            }
        }
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionIsFreeWhenTheCloseOfItsConsumerReturns() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Connection connection = connection(freshName());
        for (int i = 0; i < 5; i++) {
            Session session = connection.createSession();
            MessageConsumer consumer = session.createDurableConsumer(topic, name);
            send(topic, "m" + i);
            assertReceives(consumer, "m" + i);
            if (i % 2 == 0) {
                consumer.close();
            } else {
                session.close();
            }
        }
        connection.createSession().unsubscribe(name);
    }

    @Test
    @Section("8.3.2")
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedSubscriptionIsFreeForAnotherSelectorWhenTheCloseOfItsLastConsumerReturns() throws Exception {
        Topic topic = topic();
        String name = freshName();
        for (int i = 0; i < 5; i++) {
            try (Connection connection = connection()) {
                connection.createSession().createSharedConsumer(topic, name, "p = " + i);
            }
        }
    }

    @Test
    @Section("6.2.2")
    void temporaryQueueCanBeDeletedWhenTheCloseOfItsConsumerReturns() throws Exception {
        Session session = session();
        for (int i = 0; i < 5; i++) {
            TemporaryQueue queue = session.createTemporaryQueue();
            session.createConsumer(queue).close();
            queue.delete();
        }
    }

    @Test
    @Section("6.1.8")
    void closeInAnyOrderIsAllowed() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue());
        MessageConsumer consumer = session.createConsumer(queue());
        QueueBrowser browser = session.createBrowser(queue());
        session.close();
        browser.close();
        connection.close();
        consumer.close();
        producer.close();
        session.close();
        assertThrows(IllegalStateException.class, session::createMessage);
    }

    @Test
    @Section("6.1.8")
    void connectionClosedByManyThreadsIsClosedWhenEachCloseReturns() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        List<Background<Boolean>> closing = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closing.add(inBackground(() -> {
                connection.close();
                assertThrows(IllegalStateException.class, session::createMessage);
                return true;
            }));
        }
        for (Background<Boolean> each : closing) {
            assertTrue(each.result());
        }
    }
}
