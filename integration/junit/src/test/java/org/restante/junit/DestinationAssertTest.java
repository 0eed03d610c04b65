package org.restante.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;
import org.restante.link.Setting;
import org.restante.link.Settings;

@RestanteTest(startsAt = "2026-01-05T08:00:00Z")
final class DestinationAssertTest {

    private static String failure(Executable assertion) {
        return assertThrows(AssertionFailedError.class, assertion).getMessage();
    }

    private static void has(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "no \"" + part + "\" in:\n" + text);
        }
    }

    @Test
    void countsMessagesInEachState(TestBroker broker, @Named("orders") Queue orders) {
        broker.admin().configure("queue:orders", Settings.NONE.with(Setting.MAX_DELIVERIES, "1"));
        JMSContext sender = broker.context();
        sender.createProducer().setTimeToLive(1000).send(orders, "expires");
        broker.clock().advance(Duration.ofSeconds(1));
        sender.createProducer()
                .send(orders, "acknowledged")
                .send(orders, "failed")
                .send(orders, "held");
        sender.createProducer().setDeliveryDelay(1000).send(orders, "later");
        JMSContext context = broker.connectionFactory().createContext(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(orders);
        consumer.receive();
        context.commit();
        consumer.receive();
        context.rollback();
        consumer.receive();
        broker.assertThat(orders)
                .wasSent(5)
                .hasAcknowledged(1)
                .hasExpired(1)
                .hasDeadLettered(1)
                .hasInFlight(1)
                .hasDelayed(1)
                .hasWaiting(2)
                .hasTexts("held", "later")
                .hasMatching("JMSPriority = 4", 2);
        context.close();
    }

    @Test
    void waitsForWhatComesLater(TestBroker broker, @Named("orders") Queue orders) throws Exception {
        CompletableFuture<DestinationAssert> waiting = CompletableFuture.supplyAsync(
                () -> broker.assertThat(orders).within(Duration.ofMinutes(1)).hasTexts("a", "b"));
        broker.context().createProducer().send(orders, "a").send(orders, "b");
        waiting.get();
    }

    @Test
    void aFailureShowsTheMessagesTheirStatesAndTheirSteps(TestBroker broker, @Named("orders") Queue orders) {
        JMSContext context = broker.connectionFactory().createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        context.createProducer().send(orders, "tea").send(orders, context.createMapMessage());
        JMSConsumer consumer = context.createConsumer(orders);
        consumer.receive();
        broker.assertThat(orders).hasInFlight(1);
        String text = failure(
                () -> broker.assertThat(orders).within(Duration.ofMillis(1)).hasAcknowledged(1));
        has(
                text,
                "queue:orders: expected 1 acknowledged, found 0 within PT0.001S (clock: 2026-01-05T08:00:00Z)",
                ": DELIVERED, \"tea\"",
                "body MAP",
                "2026-01-05T08:00:00Z QUEUED",
                "2026-01-05T08:00:00Z DELIVERED delivery 1 to ");
        context.close();
    }

    @Test
    void aFailureHasTheReasonOfADeadLetter(TestBroker broker, @Named("orders") Queue orders) {
        broker.admin().configure("queue:orders", Settings.NONE.with(Setting.MAX_DELIVERIES, "1"));
        JMSContext context = broker.connectionFactory().createContext(JMSContext.SESSION_TRANSACTED);
        context.createProducer().send(orders, "coffee");
        context.commit();
        context.createConsumer(orders).receive();
        context.rollback();
        broker.assertThat(orders).hasDeadLettered(1);
        String text =
                failure(() -> broker.assertThat(orders).within(Duration.ZERO).hasAcknowledged(1));
        has(text, "DEAD_LETTERED delivery 1", "(delivered once and never acknowledged; sent to queue:DLQ.orders)");
        context.close();
    }

    @Test
    void aFailureOnTextsComparesLists(TestBroker broker, @Named("orders") Queue orders) {
        broker.context().createProducer().send(orders, "tea");
        AssertionFailedError failure = assertThrows(
                AssertionFailedError.class,
                () -> broker.assertThat(orders).within(Duration.ZERO).hasTexts("coffee"));
        has(failure.getMessage(), "the texts of waiting messages should be [coffee] and are [tea]");
        assertEquals("[tea]", failure.getActual().getStringRepresentation());
    }

    @Test
    void aLongListIsCut(TestBroker broker, @Named("orders") Queue orders) {
        JMSContext context = broker.context();
        for (int i = 0; i < 25; i++) {
            context.createProducer().send(orders, "a".repeat(100));
        }
        broker.assertThat(orders).hasWaiting(25);
        String text =
                failure(() -> broker.assertThat(orders).within(Duration.ZERO).isEmpty());
        has(text, "expected 0 waiting, found 25", "a".repeat(60) + "...\"", "and 5 more");
    }

    @Test
    void aDestinationThatNobodyUsedIsEmpty(TestBroker broker) {
        broker.assertThat(broker.queue("nobody"))
                .isEmpty()
                .wasSent(0)
                .hasTexts()
                .hasMatching("TRUE", 0);
        broker.assertThat(broker.topic("nobody")).isEmpty().wasSent(0);
        has(
                failure(() -> broker.assertThat(broker.queue("nobody"))
                        .within(Duration.ZERO)
                        .wasSent(1)),
                "no message has been here");
    }

    @Test
    void eachSubscriptionOfATopicCountsByItself(TestBroker broker, @Named("news") Topic news) {
        JMSContext context = broker.context();
        context.createSharedDurableConsumer(news, "archive").close();
        JMSConsumer ticker = context.createSharedDurableConsumer(news, "ticker");
        context.createProducer().send(news, "open");
        ticker.receiveBody(String.class);
        broker.assertThat(news).wasSent(2).hasWaiting(1).hasAcknowledged(1);
        broker.assertThat(news).subscription("ticker").wasSent(1).isEmpty();
        broker.assertThat(news).subscription("archive").hasTexts("open");
        Consumer<DestinationAssert> wrong = archive -> archive.hasAcknowledged(1);
        has(
                failure(() -> wrong.accept(
                        broker.assertThat(news).subscription("archive").within(Duration.ZERO))),
                "topic:news / archive: expected 1 acknowledged, found 0");
    }

    @Test
    void temporaryQueuesCanBeAsserted(TestBroker broker) {
        JMSContext context = broker.context();
        Queue temporary = context.createTemporaryQueue();
        context.createProducer().send(temporary, "reply");
        broker.assertThat(temporary).hasTexts("reply");
    }

    @Test
    void anInterruptEndsTheWait(TestBroker broker, @Named("orders") Queue orders) {
        Thread.currentThread().interrupt();
        String text = failure(
                () -> broker.assertThat(orders).within(Duration.ofHours(1)).wasSent(1));
        assertTrue(Thread.interrupted());
        has(text, "queue:orders: the test was interrupted while it waited for 1 sent here");
    }
}
