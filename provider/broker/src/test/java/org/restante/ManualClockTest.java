package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.admin.DeliveryFilter;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DestinationStatus;
import org.restante.link.Setting;
import org.restante.link.Settings;

/** All that a broker does after a time happens when its clock is advanced, and not before. */
final class ManualClockTest {

    private static final String URI = "vm:by-hand";
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(START);
    private Restante broker;
    private Admin admin;
    private JMSContext context;
    private Queue orders;

    @BeforeEach
    void start() {
        broker = Restante.start(URI, clock);
        admin = Admin.connect(URI);
        context = new RestanteConnectionFactory(URI).createContext(JMSContext.SESSION_TRANSACTED);
        orders = context.createQueue("orders");
    }

    @AfterEach
    void end() {
        context.close();
        admin.close();
        broker.close();
    }

    private void send(String text) {
        context.createProducer().send(orders, text);
        context.commit();
    }

    private DestinationStatus status() {
        return admin.destinations("queue:orders").get(0);
    }

    @Test
    void aDelayedMessageCanBeReceivedWhenItsTimeHasCome() throws JMSException {
        context.createProducer().setDeliveryDelay(HOUR.toMillis()).send(orders, "tea");
        context.commit();
        JMSConsumer consumer = context.createConsumer(orders);
        clock.advance(HOUR.minusMillis(1));
        assertNull(consumer.receiveNoWait());
        clock.advance(Duration.ofMillis(1));
        Message message = consumer.receiveNoWait();
        assertEquals("tea", message.getBody(String.class));
        assertEquals(START.toEpochMilli(), message.getJMSTimestamp());
        assertEquals(clock.millis(), message.getJMSDeliveryTime());
    }

    @Test
    void anExpiredMessageIsGoneWhenTheAdvanceReturns() {
        context.createProducer().setTimeToLive(10).send(orders, "tea");
        context.commit();
        clock.advance(Duration.ofMillis(9));
        assertEquals(1, status().counts().messages());
        clock.advance(Duration.ofMillis(1));
        assertEquals(0, status().counts().messages());
        assertEquals(
                1, admin.deliveries(DeliveryFilter.all().state(State.EXPIRED)).count());
    }

    @Test
    void manyMessagesExpireInOneAdvance() {
        for (int i = 0; i < 3000; i++) {
            context.createProducer().setTimeToLive(1000).send(orders, "tea");
        }
        context.commit();
        clock.advance(HOUR);
        assertEquals(0, status().counts().messages());
    }

    @Test
    void aConsumerDropsAPrefetchedMessageThatHasExpiredByThisClock() throws JMSException {
        for (int i = 0; i < 100; i++) {
            context.createProducer().setTimeToLive(HOUR.toMillis()).send(orders, "short");
        }
        send("long");
        JMSConsumer consumer = context.createConsumer(orders);
        for (int i = 0; i < 20; i++) { // its credit grows meanwhile
            assertEquals("short", consumer.receive().getBody(String.class));
        }
        Awaitility.await().until(() -> status().counts().inFlight() > 20);
        clock.advance(HOUR);
        assertEquals("long", consumer.receive().getBody(String.class));
    }

    @Test
    void aReturnedMessageComesAgainAfterItsDelay() {
        admin.configure("queue:orders", Settings.NONE.with(Setting.REDELIVERY_DELAY, "3600000"));
        send("tea");
        JMSConsumer consumer = context.createConsumer(orders);
        assertNotNull(consumer.receive());
        context.rollback();
        assertNull(consumer.receiveNoWait());
        assertEquals(1, status().counts().delayed());
        clock.advance(HOUR);
        assertNotNull(consumer.receive());
    }

    @Test
    void aScheduleSendsItsCopyAtItsTime() throws JMSException {
        Message message = context.createTextMessage("report");
        message.setStringProperty("JMS_RESTANTE_CRON", "0 9 * * *");
        context.createProducer().send(orders, message);
        context.commit();
        JMSConsumer consumer = context.createConsumer(orders);
        assertNull(consumer.receiveNoWait());
        Instant due = Instant.ofEpochMilli(admin.schedules().get(0).next());
        clock.advanceTo(due);
        assertEquals(due.toEpochMilli(), consumer.receive().getJMSTimestamp());
    }

    @Test
    void aSendAtAFullQueueIsRefusedWhenItsTimeIsAdvanced() {
        admin.configure(
                "queue:orders", Settings.NONE.with(Setting.MAX_MESSAGES, "1").with(Setting.BLOCK_TIMEOUT, "3600000"));
        send("first");
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try (JMSContext other = new RestanteConnectionFactory(URI).createContext()) {
                other.createProducer().send(orders, "second");
            }
        });
        Awaitility.await().until(() -> {
            clock.advance(HOUR); // the first may come before the send
            return sent.isDone();
        });
        ExecutionException refused = assertThrows(ExecutionException.class, sent::get);
        assertTrue(refused.getCause() instanceof ResourceAllocationRuntimeException, refused::toString);
    }

    @Test
    void theClockHoldsAfterARestart() {
        clock.advance(HOUR);
        broker.restart();
        try (Admin again = Admin.connect(URI)) {
            assertEquals(clock.millis(), again.info().about().now());
            clock.advance(HOUR);
            assertEquals(
                    START.plus(HOUR).plus(HOUR).toEpochMilli(),
                    again.info().about().now());
        }
    }

    @Test
    void aBrokerWithADataDirectoryTakesAClock(@TempDir Path folder) {
        String uri = "vm:by-hand-on-disk?data=" + folder.resolve("data");
        try (Restante durable = Restante.start(uri, clock);
                JMSContext other = new RestanteConnectionFactory(uri).createContext()) {
            other.createProducer().setDeliveryDelay(HOUR.toMillis()).send(orders, "tea");
            clock.advance(HOUR);
            assertEquals("tea", other.createConsumer(orders).receiveBody(String.class), durable::toString);
        }
    }

    @Test
    void aRunningBrokerTakesNoOtherClock() {
        ManualClock other = new ManualClock(START);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Restante.start(URI, other));
        assertEquals(
                "the broker 'by-hand' is running in this process already, by another clock; use another name",
                refused.getMessage());
    }

    @Test
    void aClosedBrokerDoesNotHoldUpItsClock() {
        broker.close();
        clock.advance(HOUR);
        assertEquals(START.plus(HOUR), clock.instant());
    }

    @Test
    void onlyForwardAndOnlyForVm() {
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> clock.advance(ManualClock.MAX_STEP.plusMillis(1)));
        assertThrows(IllegalArgumentException.class, () -> clock.advanceTo(START.minusMillis(1)));
        for (String uri : List.of("tcp://localhost:1", "kafka:x?bootstrap=localhost:1")) {
            assertThrows(IllegalArgumentException.class, () -> Restante.start(uri, clock));
        }
        assertEquals(START, clock.instant());
    }
}
