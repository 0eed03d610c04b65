package org.restante.policy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.restante.TestBroker;
import org.restante.admin.Admin;
import org.restante.link.DestinationStatus;
import org.restante.link.Settings;

/** A ring whose consumers are quick, and then stop taking messages: what they do not have yet stays in the ring. */
final class RingPrefetchTest {

    @RegisterExtension
    private final TestBroker broker = TestBroker.inMemory();

    private final List<String> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @BeforeEach
    void set() {
        try (Admin admin = Admin.connect(broker.uri())) {
            admin.configure("queue:ring", Settings.of(Map.of("maxMessages", "3", "whenFull", "drop-oldest")));
        }
    }

    private static void send(JMSContext context, String text) {
        context.createProducer().send(context.createQueue("ring"), text);
    }

    private void take(Message message) {
        try {
            String text = message.getBody(String.class);
            if (text.equals("stall")) {
                stalled.countDown();
                assertTrue(goesOn.await(10, TimeUnit.SECONDS));
            }
            got.add(text);
        } catch (JMSException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsOutOfTheBufferOfAListenerThatStalls() throws Exception {
        try (JMSContext sending = broker.factory().createContext();
                JMSContext listening = broker.factory().createContext();
                Admin admin = Admin.connect(broker.uri())) {
            listening.createConsumer(listening.createQueue("ring")).setMessageListener(this::take);
            for (int i = 0; i < 500; i++) {
                int sent = i + 1;
                send(sending, "quick " + i);
                await().pollDelay(java.time.Duration.ZERO)
                        .pollInterval(java.time.Duration.ofMillis(1))
                        .until(() -> got.size() == sent);
            }
            got.clear();
            send(sending, "stall");
            assertTrue(stalled.await(10, TimeUnit.SECONDS));
            for (int i = 0; i < 600; i++) {
                send(sending, "late " + i);
            }
            DestinationStatus status = admin.destinations("queue:ring").get(0);
            assertEquals(1, status.counts().inFlight());
            assertEquals(4, status.counts().messages());
            goesOn.countDown();
            await().until(() -> got.size() >= 4);
            assertEquals(List.of("stall", "late 597", "late 598", "late 599"), got);
        }
    }

    @Test
    void keepsTheNewestBesideAnOpenTransactionAndAfterItsRollback() {
        try (JMSContext sending = broker.factory().createContext();
                JMSContext taking = broker.factory().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = taking.createConsumer(taking.createQueue("ring"));
            for (int i = 0; i < 100; i++) {
                send(sending, "quick " + i);
                assertEquals("quick " + i, consumer.receiveBody(String.class, 5000));
            }
            for (int i = 0; i < 100; i++) {
                send(sending, "late " + i);
            }
            taking.rollback();
            List<String> left = new ArrayList<>();
            for (String text = consumer.receiveBody(String.class, 500);
                    text != null;
                    text = consumer.receiveBody(String.class, 50)) {
                left.add(text);
            }
            assertEquals(List.of("late 97", "late 98", "late 99"), left);
        }
    }
}
