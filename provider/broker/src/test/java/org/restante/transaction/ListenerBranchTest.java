package org.restante.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.TestBroker;
import org.restante.jms.RestanteXaConnectionFactory;

/**
 * Which transaction the delivery at a listener belongs to, for each order of the calls of a transaction manager before the listener
 * is called, inside it, and after it has returned: on a listener's own session and on a session of an application server's pool.
 */
final class ListenerBranchTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /**
     * The calls before the listener is called | inside it | after it has returned, with "decide" for the outcome that is tried | the
     * branch that the delivery follows, or none if it is acknowledged, or how often it comes again.
     */
    private static final List<String> ORDERS = List.of(
            "                      |                                    |                            | none",
            "start A               |                                    | end A, decide A            | A",
            "start A               | end A                              | decide A                   | A",
            "start A               | end A, decide A                    |                            | A",
            "                      | start A                            | end A, decide A            | A",
            "                      | start A, end A                     | decide A                   | A",
            "                      | start A, end A, decide A           |                            | A",
            "                      | start A, end A, decide A, start B, end B, commit B |            | A",
            "                      | start A, end A, start B, end B     | commit B, decide A         | A",
            "start A               | end A, start B, end B              | commit B, decide A         | A",
            "start B, end B        | start A                            | commit B, end A, decide A  | A",
            "                      | start A, suspend A                 | resume A, end A, decide A  | A",
            "                      | start A, suspend A                 | end A, decide A            | A",
            "                      | start A, suspend A, resume A       | end A, decide A            | A",
            "                      | start A, suspend A, start B, end B | commit B, end A, decide A  | A",
            "start A, suspend A    | resume A                           | end A, decide A            | A",
            "start A, suspend A    | resume A, suspend A                | resume A, end A, decide A  | A",
            "start A, suspend A    |                                    | resume A, end A, decide A  | none",
            "start A, end A        | join A                             | end A, decide A            | A",
            "start A, end A        | join A, end A, decide A            |                            | A",
            "start A, end A        |                                    | decide A                   | none",
            "other A               | join A, end A                      | decide A                   | A",
            "                      | throw                              |                            | back",
            "start A               | throw                              | end A, decide A            | A",
            "                      | start A, throw                     | end A, decide A            | A",
            "                      | start A, end A, throw              | decide A                   | A",
            "                      | start A, end A, decide A, throw    |                            | A",
            "                      | start A, suspend A, throw          | end A, decide A            | A",
            "                      | start A, fail A                    | rollback A                 | back",
            "                      | start A, abort A                   | rollback A, again, start B, end B, commit B | twice",
            "start B, abort B, rollback B | start A                     | end A, decide A            | A",
            "start B, abort B, rollback B |                             | start A, again, end A, decide A | back, then A",
            "                      | start A                            | close                      | back",
            "                      | start A, end A                     | close                      | back",
            "                      | start A, suspend A                 | close                      | back");

    @RegisterExtension
    final TestBroker broker = TestBroker.inMemory();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Message> again = new CopyOnWriteArrayList<>();
    private final BranchCalls calls = new BranchCalls(() -> awaitCalls(2));
    private final AtomicInteger called = new AtomicInteger();

    static Stream<Arguments> orders() {
        return ORDERS.stream()
                .flatMap(order -> Stream.of("listener", "pool")
                        .flatMap(by -> Stream.of("commit", "commit prepared", "rollback", "rollback prepared")
                                .map(outcome -> Arguments.of(by, outcome, order.replaceAll(" +", " ")))));
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("orders")
    @SuppressWarnings("try") // closing is one of the calls whose order is tested
    void theDeliveryFollowsTheBranch(String by, String outcome, String order) throws Exception {
        String[] parts = order.split("\\|", -1);
        try (XAConnection connection = new RestanteXaConnectionFactory(broker.uri()).createXAConnection()) {
            XASession session = connection.createXASession();
            calls.use(session, connection.createXASession(), outcome);
            calls.make(parts[0]);
            listen(by, connection, session, script(parts[1]));
            try (JMSContext context = broker.factory().createContext()) {
                context.createProducer().send(context.createQueue("q"), "tea");
            }
            connection.start();
            awaitCalls(1);
            awaitQuiet(connection);
            calls.make(parts[2]);
            int expected = deliveriesAfter(outcome, parts[3]);
            boolean isClosed = parts[2].contains("close");
            awaitCalls(isClosed ? 1 : 1 + expected);
            connection.close();
            assertEquals(isClosed ? expected : 0, left());
            assertEquals(isClosed ? 0 : expected, again.size());
            if (!again.isEmpty()) {
                assertFlagged(again.get(0));
            }
        }
    }

    private static int deliveriesAfter(String outcome, String fate) {
        return switch (fate.strip()) {
            case "none" -> 0;
            case "back" -> 1;
            case "twice" -> 2;
            case "back, then A" -> outcome.startsWith("rollback") ? 2 : 1;
            default -> outcome.startsWith("rollback") ? 1 : 0;
        };
    }

    private Void awaitCalls(int count) {
        Awaitility.await().pollInterval(Duration.ofMillis(2)).atMost(SOON).until(() -> called.get() >= count);
        return null;
    }

    private static void assertFlagged(Message message) throws JMSException {
        assertTrue(message.getJMSRedelivered(), "flagged as delivered again");
        assertEquals(2, message.getIntProperty("JMSXDeliveryCount"));
    }

    /** Waits until the listener has returned and its message is settled, then lets messages come on. */
    private static void awaitQuiet(XAConnection connection) throws JMSException {
        connection.stop();
        connection.start();
    }

    /** Runs these calls on the first message; the message that comes again is acknowledged by the session's own mode. */
    private MessageListener script(String inside) {
        return message -> {
            try {
                if (message.getIntProperty("JMSXDeliveryCount") > 1) {
                    again.add(message);
                } else {
                    calls.make(inside);
                }
            } catch (Exception e) {
                throw new IllegalStateException("the script failed", e);
            } finally {
                called.incrementAndGet();
            }
            if (inside.contains("throw") && again.isEmpty()) {
                throw new IllegalArgumentException("thrown by the test's listener");
            }
        };
    }

    private void listen(String by, XAConnection connection, XASession session, MessageListener listener)
            throws JMSException {
        Queue queue = session.createQueue("q");
        if (by.equals("listener")) {
            session.createConsumer(queue).setMessageListener(listener);
            return;
        }
        session.setMessageListener(listener);
        ServerSession server = new ServerSession() {
            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() {
                threads.execute(session);
            }
        };
        connection.createConnectionConsumer(queue, null, () -> server, 1);
    }

    /** How many messages wait in the queue, once nothing is in flight; each must be flagged. */
    private int left() throws JMSException {
        int left = 0;
        try (JMSContext context = broker.factory().createContext();
                var consumer = context.createConsumer(context.createQueue("q"))) {
            Message next = consumer.receiveNoWait();
            while (next != null) {
                assertFlagged(next);
                left++;
                next = consumer.receiveNoWait();
            }
        }
        return left;
    }
}
