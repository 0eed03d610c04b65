package org.restante.conformance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Background;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The objects that many threads may use concurrently; each test starts all its threads at the same time. */
@Section("2.14")
class ConcurrentUseTest extends ConformanceTest {

    private static final int THREADS = 8;

    /** The task of one thread. */
    @FunctionalInterface
    private interface Work {
        void run(String name) throws Exception;
    }

    @Test
    @Section("2.14")
    void factoryMakesConnectionsForManyThreads() throws Exception {
        Queue queue = queue();
        ConnectionFactory shared = factory();
        inAllThreads(name -> {
            try (Connection connection = shared.createConnection()) {
                Session session = connection.createSession();
                session.createProducer(queue).send(session.createTextMessage(name));
            }
        });
        assertAllCame(queue);
    }

    @Test
    @Section("2.14")
    void factoryMakesContextsForManyThreads() throws Exception {
        Queue queue = queue();
        ConnectionFactory shared = factory();
        inAllThreads(name -> {
            try (JMSContext context = shared.createContext()) {
                context.createProducer().send(queue, name);
            }
        });
        assertAllCame(queue);
    }

    @Test
    @Section({"2.14", "6.1"})
    void connectionMakesAndClosesSessionsForManyThreads() throws Exception {
        Queue queue = queue();
        Connection shared = connection();
        inAllThreads(name -> {
            try (Session session = shared.createSession()) {
                session.createProducer(queue).send(session.createTextMessage(name));
            }
        });
        assertAllCame(queue);
    }

    @Test
    @Section({"2.14", "6.2.14"})
    void sessionsOfOneConnectionReceiveInManyThreads() throws Exception {
        Queue queue = queue();
        send(queue, names().toArray(String[]::new));
        Connection shared = connection();
        Set<String> came = java.util.Collections.synchronizedSet(new HashSet<>());
        inAllThreads(name -> {
            Session session = shared.createSession();
            came.add(receiveText(session.createConsumer(queue)));
            session.close();
        });
        assertEquals(names(), came);
    }

    @Test
    @Section({"2.14", "6.1.5"})
    void connectionIsStartedAndStoppedByManyThreads() throws Exception {
        Queue queue = queue();
        Connection shared = stoppedConnection();
        MessageConsumer consumer = shared.createSession().createConsumer(queue);
        inAllThreads(name -> {
            shared.stop();
            shared.start();
        });
        shared.start();
        send(queue, "a");
        assertReceives(consumer, "a");
    }

    @Test
    @Section({"2.14", "5.2"})
    void destinationIsUsedByManyThreads() throws Exception {
        Queue shared = queue();
        inAllThreads(name -> send(connection().createSession(), shared, name));
        assertAllCame(shared);
    }

    @Test
    @Section("6.2.6")
    void contextMakesContextsForManyThreads() throws Exception {
        Queue queue = queue();
        JMSContext shared = context();
        inAllThreads(name -> {
            try (JMSContext own = shared.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
                own.createProducer().send(queue, name);
            }
        });
        assertAllCame(queue);
    }

    private static void send(Session session, Queue queue, String text) throws Exception {
        session.createProducer(queue).send(session.createTextMessage(text));
    }

    private void inAllThreads(Work work) throws Exception {
        CountDownLatch all = new CountDownLatch(THREADS);
        List<Background<String>> threads = new ArrayList<>();
        for (String name : names()) {
            threads.add(inBackground(() -> {
                all.countDown();
                all.await();
                work.run(name);
                return name;
            }));
        }
        for (Background<String> thread : threads) {
            thread.result();
        }
    }

    private void assertAllCame(Queue queue) throws Exception {
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(names(), new HashSet<>(receiveTexts(consumer, THREADS)));
        assertNothingComes(consumer);
    }

    private static Set<String> names() {
        return IntStream.range(0, THREADS).mapToObj(i -> "thread " + i).collect(Collectors.toSet());
    }
}
