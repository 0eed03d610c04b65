package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Event;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.log.MemoryLog;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** Redelivery, dead-lettering and expiry at the level of requests, with a clock that the test sets. */
class DeadLettersTest extends BrokerFixture {

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withCacheBytes(1 << 20);
    }

    private void set(String pattern, String... settings) {
        Map<String, String> words = new java.util.LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            words.put(settings[i], settings[i + 1]);
        }
        client.must(new AdminRequest.Configure(Address.parse(pattern), Settings.of(words)));
    }

    /** Receives all available messages, and returns them to the queue as seen. Returns their texts. */
    private List<String> takeAndGiveBack(int consumer) {
        List<Event.Delivery> taken = client.take(consumer, 100);
        client.must(new Request.Recover(1, TestClient.tags(taken)));
        return taken.stream().map(TestClient::text).toList();
    }

    private List<Event.Delivery> takeFrom(String queue) {
        int consumer = client.consume(queue);
        return client.take(consumer, 100);
    }

    private static @Nullable Object property(Event.Delivery delivery, String name) {
        return delivery.message().properties().get("JMS_RESTANTE_" + name);
    }

    private static State state(DeliveryStatus status) {
        return status.state();
    }

    @Test
    void takesAMessageToItsDeadLetterQueueAfterItsLastDelivery() {
        set("queue:orders", "maxDeliveries", "2");
        MessageId id = client.send("orders", "poison");
        int consumer = client.consume("orders");
        assertEquals(List.of("poison"), takeAndGiveBack(consumer));
        assertEquals(List.of("poison"), takeAndGiveBack(consumer));
        assertEquals(List.of(), takeAndGiveBack(consumer));
        Event.Delivery dead = takeFrom("DLQ.orders").get(0);
        assertEquals("poison", TestClient.text(dead));
        assertEquals(id, dead.message().id());
        assertEquals(Address.queue("DLQ.orders"), dead.message().header().destination());
        assertEquals(1, dead.attempt());
        assertEquals("queue:orders", property(dead, "ORIGIN"));
        assertEquals("delivered 2 times and never acknowledged", property(dead, "REASON"));
        assertEquals(2, property(dead, "ATTEMPTS"));
        assertEquals(1_000_000L, property(dead, "TIME"));
        assertNull(property(dead, "ORIGIN_SUBSCRIPTION"));
    }

    @Test
    void tellsWhereADeadLetterWent() {
        set("queue:orders", "maxDeliveries", "1");
        MessageId id = client.send("orders", "poison");
        takeAndGiveBack(client.consume("orders"));
        takeFrom("DLQ.orders");
        List<DeliveryStatus> statuses = client.status(id);
        assertEquals(
                List.of(State.DEAD_LETTERED, State.DELIVERED),
                statuses.stream().map(DeadLettersTest::state).toList());
        Step last = statuses.get(0).steps().get(2);
        assertEquals("delivered once and never acknowledged; sent to queue:DLQ.orders", last.reason());
    }

    @Test
    void readsTheBodyFromTheLogWhereItIsNotInMemory() {
        startAnew(options().withCacheBytes(0));
        set("queue:orders", "maxDeliveries", "1");
        client.send("orders", "one");
        client.send("orders", "two");
        int consumer = client.consume("orders");
        assertEquals(List.of("one", "two"), takeAndGiveBack(consumer));
        assertEquals(List.of(), takeAndGiveBack(consumer));
        assertEquals(
                List.of("one", "two"),
                takeFrom("DLQ.orders").stream().map(TestClient::text).toList());
    }

    @Test
    void countsOnlyWhatWasSeen() {
        set("queue:orders", "maxDeliveries", "2");
        client.send("orders", "one");
        int consumer = client.consume("orders");
        for (int i = 0; i < 5; i++) {
            client.take(consumer, 1);
            client.must(new Request.Recover(1, List.of()));
        }
        assertEquals(1, client.take(consumer, 1).get(0).attempt());
    }

    @Test
    void countsWhatALostLinkHadInFlight() {
        set("queue:orders", "maxDeliveries", "2");
        client.send("orders", "one");
        for (int i = 0; i < 2; i++) {
            TestClient other = new TestClient(broker);
            assertEquals(1, other.take(other.consume("orders"), 1).size());
            other.close();
        }
        assertEquals(1, takeFrom("DLQ.orders").size());
    }

    @Test
    void dropsADeadLetterWhereNoQueueIsSetForIt() {
        set("queue:orders", "maxDeliveries", "1", "deadLetterQueue", "");
        MessageId id = client.send("orders", "poison");
        takeAndGiveBack(client.consume("orders"));
        assertEquals(
                List.of(State.DEAD_LETTERED),
                client.status(id).stream().map(DeadLettersTest::state).toList());
        assertEquals(List.of(), takeFrom("DLQ.orders"));
    }

    @Test
    void deliversWithoutEndWhereNoEndIsSet() {
        set("queue:orders", "maxDeliveries", "0");
        client.send("orders", "one");
        int consumer = client.consume("orders");
        for (int i = 0; i < 25; i++) {
            assertEquals(List.of("one"), takeAndGiveBack(consumer));
        }
    }

    @Test
    void keepsInADeadLetterQueueWhatIsDeliveredFromItAgainAndAgain() {
        set("queue:>", "maxDeliveries", "1");
        client.send("orders", "poison");
        takeAndGiveBack(client.consume("orders"));
        int undertaker = client.consume("DLQ.orders");
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of("poison"), takeAndGiveBack(undertaker));
        }
        assertEquals(List.of(), takeFrom("DLQ.DLQ.orders"));
    }

    @Test
    void deadLettersForEachSubscriptionOnItsOwn() {
        set("topic:news", "maxDeliveries", "1");
        client.must(new Request.Identify("paper"));
        int anna = client.consume("topic:news", null, new Request.Subscription("anna", true, false));
        int ben = client.consume("topic:news", null, new Request.Subscription("ben", true, true));
        MessageId id = client.send("topic:news", "flash");
        assertEquals(List.of("flash"), takeAndGiveBack(anna));
        List<Event.Delivery> bens = client.take(ben, 1);
        assertEquals(1, bens.size());
        client.acknowledge(bens);
        List<Event.Delivery> dead = takeFrom("DLQ.news");
        assertEquals(1, dead.size());
        assertEquals("topic:news", property(dead.get(0), "ORIGIN"));
        assertEquals("anna", property(dead.get(0), "ORIGIN_SUBSCRIPTION"));
        assertEquals("paper", property(dead.get(0), "ORIGIN_CLIENT_ID"));
        assertEquals(
                java.util.EnumSet.of(State.ACKNOWLEDGED, State.DEAD_LETTERED, State.DELIVERED),
                client.status(id).stream().map(DeadLettersTest::state).collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void letsOthersOvertakeAMessageThatWaitsForItsRedelivery() {
        set("queue:orders", "redeliveryDelay", "100", "redeliveryBackoff", "3", "maxRedeliveryDelay", "500");
        client.send("orders", "first");
        int consumer = client.consume("orders");
        assertEquals(List.of("first"), takeAndGiveBack(consumer));
        client.send("orders", "second");
        List<Event.Delivery> second = client.take(consumer, 10);
        assertEquals(List.of("second"), second.stream().map(TestClient::text).toList());
        client.acknowledge(second);
        for (long delay : new long[] {100, 300, 500, 500}) {
            now.addAndGet(delay - 1);
            assertEquals(List.of(), takeAndGiveBack(consumer), "before " + delay + " ms are over");
            now.addAndGet(1);
            assertEquals(List.of("first"), takeAndGiveBack(consumer), "after " + delay + " ms");
        }
    }

    @Test
    void remembersAcrossARestartUntilWhenAMessageWaits() {
        set("queue:orders", "redeliveryDelay", "1000");
        client.send("orders", "first");
        assertEquals(List.of("first"), takeAndGiveBack(client.consume("orders")));
        now.addAndGet(600);
        restart();
        int consumer = client.consume("orders");
        now.addAndGet(399);
        assertEquals(List.of(), client.take(consumer, 1));
        now.addAndGet(1);
        assertEquals(2, client.take(consumer, 1).get(0).attempt());
    }

    @Test
    void neverDeadLettersForARestartAlone() {
        set("queue:orders", "maxDeliveries", "2", "redeliveryDelay", "1000");
        client.send("orders", "one");
        for (int i = 1; i <= 4; i++) {
            assertEquals(i, takeFrom("orders").get(0).attempt());
            crash();
        }
        assertEquals(List.of("one"), takeAndGiveBack(client.consume("orders")));
        assertEquals(5, property(takeFrom("DLQ.orders").get(0), "ATTEMPTS"));
    }

    /** A crash: the restarted broker finds the messages in flight. */
    private void crash() {
        MemoryLog copy = log.successor();
        broker.close();
        log = copy;
        start();
    }

    @Test
    void keepsADeadLetterAcrossARestartInOnePlace() {
        set("queue:orders", "maxDeliveries", "1");
        client.send("orders", "poison");
        takeAndGiveBack(client.consume("orders"));
        restart();
        assertEquals(List.of(), takeFrom("orders"));
        assertEquals("queue:orders", property(takeFrom("DLQ.orders").get(0), "ORIGIN"));
    }

    @Test
    void takesWhatHasExpiredToItsQueueWhetherOrNotSomebodyLooks() {
        set("queue:orders", "expiryQueue", "late.{name}");
        Envelope brief = client.message("orders", "brief", 4, now.get() + 500, 0, Map.of("n", 1));
        client.must(new Request.Send(brief));
        now.addAndGet(2000);
        int late = client.consume("late.orders");
        Awaitility.await().until(() -> client.status(brief.id()).size() == 2);
        Event.Delivery expired = client.take(late, 1).get(0);
        assertEquals("expired", property(expired, "REASON"));
        assertEquals("queue:orders", property(expired, "ORIGIN"));
        assertEquals(1, expired.message().properties().get("n"));
        assertEquals(0, expired.message().header().expiration());
        DeliveryStatus before = client.status(brief.id()).get(0);
        assertEquals(State.EXPIRED, before.state());
        assertEquals("expired; sent to queue:late.orders", before.steps().get(1).reason());
    }

    @Test
    void takesAThousandExpiredMessagesToTheirQueue() {
        set("queue:orders", "expiryQueue", "late");
        for (int i = 0; i < 3000; i++) {
            client.request(new Request.Send(client.message("orders", "m" + i, 4, now.get() + 500, 0, Map.of())));
        }
        client.must(new Request.Send(client.message("other", "last")));
        now.addAndGet(2000);
        int late = client.consume("late");
        client.must(new Request.Credit(late, 5000, 1 << 20));
        List<Event.Delivery> all = new java.util.ArrayList<>();
        Awaitility.await().until(() -> {
            all.addAll(client.arrived());
            return all.size() >= 3000;
        });
        assertEquals(
                3000, all.stream().map(any -> any.message().id()).distinct().count());
    }

    @Test
    void letsAMessageWaitAgainWhereTheLogHasNoRoomForItsMove() {
        stop();
        log = new MemoryLog(1 << 20);
        start();
        set("queue:orders", "maxDeliveries", "1");
        client.send("orders", "poison".repeat(40_000));
        int consumer = client.consume("orders");
        int filler = 0;
        while (filler < 10
                && client.ask(new Request.Send(client.message("stuff", "x".repeat(100_000))))
                        instanceof org.restante.link.Reply.Done) {
            filler++;
        }
        assertTrue(filler < 10, "the log was to be full");
        takeAndGiveBack(consumer);
        List<Event.Delivery> again = client.take(consumer, 1);
        assertEquals(2, again.get(0).attempt());
    }
}
