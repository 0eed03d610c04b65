package org.restante.conformance.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** The destinations and subscriptions of a connection consumer, and the delivery of its messages to the sessions of a pool. */
@Section("11.2")
@Needs(Capability.CONNECTION_CONSUMERS)
class ConnectionConsumerTest extends ConformanceTest {

    private final ReceivedMessages inbox = new ReceivedMessages();

    @Test
    @Section("11.2.4")
    void messagesOfAQueueGoToTheListenerOfASession() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
            assertSame(pool, consumer.getServerSessionPool());
            send(queue, "a", "b", "c");
            assertEquals(List.of("a", "b", "c"), nextTexts(3));
            soon().until(() -> pool.idle() == 1);
        }
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("11.2.1")
    void sessionsOfThePoolWorkAtTheSameTime() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        CyclicBarrier allThree = new CyclicBarrier(3);
        MessageListener waitsForAll = message -> {
            try {
                allThree.await(SOON, TimeUnit.MILLISECONDS);
                inbox.onMessage(message);
            } catch (Exception e) {
                throw new IllegalStateException("the sessions of the pool did not all run at the same time", e);
            }
        };
        try (Pool pool = new Pool(connection, 3, Session.AUTO_ACKNOWLEDGE, session -> waitsForAll)) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a", "b", "c");
            assertEquals(Set.of("a", "b", "c"), Set.copyOf(nextTexts(3)));
        }
    }

    @Test
    @Section("11.2")
    void eachMessageGoesToOneSession() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        AtomicInteger calls = new AtomicInteger();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        MessageListener counting = message -> {
            seen.add(idOf(message));
            calls.incrementAndGet();
        };
        try (Pool pool = new Pool(connection, 4, Session.AUTO_ACKNOWLEDGE, session -> counting)) {
            connection.createConnectionConsumer(queue, null, pool, 5);
            for (int i = 0; i < 200; i++) {
                send(queue, "m" + i);
            }
            soon().until(() -> seen.size() == 200 && pool.idle() == 4);
        }
        assertEquals(200, calls.get());
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("11.2.5")
    void sessionIsLoadedWithNoMoreThanMaxMessages() throws Exception {
        Queue queue = queue();
        for (int i = 0; i < 20; i++) {
            send(queue, "m" + i);
        }
        Connection connection = connection();
        List<Integer> loads = new ArrayList<>();
        AtomicInteger load = new AtomicInteger();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        session.setMessageListener(message -> load.incrementAndGet());
        ServerSessionPool runsInTheCallingThread = () -> served(session, () -> {
            load.set(0);
            session.run();
            synchronized (loads) {
                loads.add(load.get());
            }
        });
        connection.createConnectionConsumer(queue, null, runsInTheCallingThread, 3);
        soon().until(() -> sum(loads) == 20);
        synchronized (loads) {
            assertTrue(loads.stream().allMatch(each -> each >= 1 && each <= 3), () -> "loads of " + loads);
        }
    }

    @Test
    @Section("11.2.4")
    void connectionConsumerGetsOnlySelectedMessages() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(queue, "kind = 'tea'", pool, 1);
            for (String kind : List.of("coffee", "tea")) {
                Message message = text(kind);
                message.setStringProperty("kind", kind);
                send(queue, message);
            }
            assertEquals("tea", inbox.nextText());
            inbox.assertNothingComes();
        }
        assertReceives(session().createConsumer(queue), "coffee");
    }

    @Test
    @Section("11.2.4")
    void emptySelectorSelectsAllMessages() throws Exception {
        Queue queue = queue();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection.createConnectionConsumer(queue, "", pool, 1);
            send(queue, "a");
            assertEquals("a", inbox.nextText());
        }
    }

    @Test
    @Section("11.2.4")
    void messagesOfATopicGoToThePoolWhileTheConsumerIsOpen() throws Exception {
        Topic topic = topic();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            send(topic, "before");
            ConnectionConsumer consumer = connection.createConnectionConsumer(topic, null, pool, 1);
            send(topic, "during");
            assertEquals("during", inbox.nextText());
            consumer.close();
            send(topic, "after");
            inbox.assertNothingComes();
        }
    }

    @Test
    @Section("API: Connection")
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedConnectionConsumersDivideASubscription() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Connection connection = connection();
        Connection other = connection();
        try (Pool pool = Pool.ofOne(connection, inbox);
                Pool others = Pool.ofOne(other, inbox)) {
            connection.createSharedConnectionConsumer(topic, name, null, pool, 1);
            other.createSharedConnectionConsumer(topic, name, null, others, 1);
            send(topic, "a", "b", "c", "d");
            assertEquals(Set.of("a", "b", "c", "d"), Set.copyOf(nextTexts(4)));
            inbox.assertNothingComes();
        }
    }

    @Test
    @Section("API: Connection")
    void durableConnectionConsumerMissesNoMessage() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Connection connection = connection(freshName());
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection
                    .createDurableConnectionConsumer(topic, name, null, pool, 1)
                    .close();
            send(topic, "while away");
            ConnectionConsumer back = connection.createDurableConnectionConsumer(topic, name, null, pool, 1);
            assertEquals("while away", inbox.nextText());
            soon().until(() -> pool.idle() == 1);
            back.close();
            connection.createSession().unsubscribe(name);
        }
    }

    @Test
    @Section("API: Connection")
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedDurableConnectionConsumerMissesNoMessage() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Connection connection = connection();
        try (Pool pool = Pool.ofOne(connection, inbox)) {
            connection
                    .createSharedDurableConnectionConsumer(topic, name, null, pool, 1)
                    .close();
            send(topic, "while away");
            ConnectionConsumer back = connection.createSharedDurableConnectionConsumer(topic, name, null, pool, 1);
            assertEquals("while away", inbox.nextText());
            soon().until(() -> pool.idle() == 1);
            back.close();
            connection.createSession().unsubscribe(name);
        }
    }

    @Test
    @Section("11.2.5")
    void severalConsumersCanLoadOnePool() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        Connection connection = connection();
        try (Pool pool = new Pool(connection, 2, Session.AUTO_ACKNOWLEDGE, session -> inbox)) {
            ConnectionConsumer first = connection.createConnectionConsumer(queue, null, pool, 1);
            connection.createConnectionConsumer(topic, null, pool, 1);
            send(queue, "a");
            send(topic, "b");
            assertEquals(Set.of("a", "b"), Set.copyOf(nextTexts(2)));
            first.close();
            send(topic, "c");
            assertEquals("c", inbox.nextText());
        }
    }

    @Test
    @Section("11.2.1")
    void listenerSendsWithItsOwnSession() throws Exception {
        Queue queue = queue();
        Queue replies = queue();
        Connection connection = connection();
        try (Pool pool = new Pool(connection, 2, Session.AUTO_ACKNOWLEDGE, session -> message -> {
            try {
                session.createProducer(replies).send(session.createTextMessage("re: " + textOf(message)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        })) {
            connection.createConnectionConsumer(queue, null, pool, 1);
            send(queue, "a");
            assertReceives(session().createConsumer(replies), "re: a");
        }
    }

    @Test
    @Section("11.2.1")
    void sessionReturnsItsListener() throws Exception {
        Session session = session();
        session.setMessageListener(inbox);
        assertSame(inbox, session.getMessageListener());
        session.setMessageListener(null);
        assertSame(null, session.getMessageListener());
    }

    @Test
    @Section("11.2.1")
    void runReturnsWhenNothingIsLoaded() throws Exception {
        Session session = session();
        session.setMessageListener(inbox);
        assertFalse(inBackground(() -> {
                    session.run();
                    return true;
                })
                .staysBusy());
    }

    private List<String> nextTexts(int count) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(inbox.nextText());
        }
        return texts;
    }

    private static int sum(List<Integer> loads) {
        synchronized (loads) {
            return loads.stream().mapToInt(each -> each).sum();
        }
    }

    private static String idOf(Message message) {
        try {
            return message.getJMSMessageID();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSession served(Session session, Runnable run) {
        return new ServerSession() {
            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() {
                run.run();
            }
        };
    }
}
