package org.restante.broker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.ChangeCodec;
import org.restante.broker.persistence.Storage;
import org.restante.broker.state.Change;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Place;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** A message that a consumer can take when it is stored is delivered in the entry that stores it. */
final class StoredDeliveriesTest extends BrokerFixture {

    private final List<Event.Delivery> delivered = new ArrayList<>();
    private HeldLog held = new HeldLog(log);

    @Override
    protected Storage open() {
        held = new HeldLog(log);
        return new Storage(held, null, () -> {});
    }

    @AfterEach
    void releaseLog() {
        held.release();
    }

    /** For each entry that stores or delivers, which of both it does. */
    private List<String> entries() throws Exception {
        List<String> entries = new ArrayList<>();
        log.replay(log.first(), (position, entry) -> {
            List<String> kinds = new ArrayList<>();
            ChangeCodec.decode(entry, (time, change, offset) -> {
                if (change instanceof Change.Stored) {
                    kinds.add("stored");
                } else if (change instanceof Change.Delivered each) {
                    kinds.add("delivered " + each.attempts().size());
                }
            });
            if (!kinds.isEmpty()) {
                entries.add(String.join(" and ", kinds));
            }
            return true;
        });
        return entries;
    }

    private int consumeWithCredit(int messages) {
        return consumeWithCredit(messages, null);
    }

    private int consumeWithCredit(int messages, String selector) {
        int consumer = client.consume("orders", selector, null);
        client.must(new Request.Credit(consumer, messages, 1 << 20));
        return consumer;
    }

    private List<String> arrived(int messages) {
        delivered.clear();
        await().until(() -> {
            delivered.addAll(client.arrived());
            return delivered.size() >= messages;
        });
        return delivered.stream().map(TestClient::text).toList();
    }

    @Test
    void oneEntryHasBoth() throws Exception {
        consumeWithCredit(10);
        client.send("orders", "one");
        client.send("orders", "two");
        assertEquals(List.of("one", "two"), arrived(2));
        assertEquals(List.of("stored and delivered 1", "stored and delivered 1"), entries());
        client.acknowledge(delivered);
    }

    @Test
    void theMessagesOfATransactionAreOneDelivery() throws Exception {
        consumeWithCredit(10);
        List<Envelope> sends = Stream.of("one", "two", "three")
                .map(text -> client.message("orders", text))
                .toList();
        client.must(new Request.Commit(1, sends, List.of()));
        assertEquals(List.of("one", "two", "three"), arrived(3));
        assertEquals(List.of("stored and stored and stored and delivered 3"), entries());
    }

    @Test
    void aTransactionWithSeveralPrioritiesIsDeliveredByPriority() throws Exception {
        consumeWithCredit(10);
        List<Envelope> sends = Stream.of(4, 9)
                .map(priority -> client.message("orders", "of " + priority, priority, 0, 0, Map.of()))
                .toList();
        client.must(new Request.Commit(1, sends, List.of()));
        assertEquals(List.of("of 9", "of 4"), arrived(2));
        assertEquals(List.of("stored and stored", "delivered 2"), entries());
    }

    @Test
    void whatFollowsAMessageThatFoundNoCreditWaitsBehindIt() throws Exception {
        consumeWithCredit(2);
        List<Envelope> sends = Stream.of("one", "two", "three", "four")
                .map(text -> client.message("orders", text))
                .toList();
        client.must(new Request.Commit(1, sends, List.of()));
        assertEquals(List.of("one", "two"), arrived(2));
        assertEquals(List.of("stored and stored and stored and stored and delivered 2"), entries());
    }

    @Test
    void itIsSentWhenTheEntryIsKeptAndNotBefore() {
        consumeWithCredit(10);
        held.hold();
        CompletableFuture<Reply> sent = client.request(new Request.Send(client.message("orders", "one")));
        client.ask(new AdminRequest.Info()); // the send was decided before
        assertEquals(List.of(), client.arrived());
        assertFalse(sent.isDone());
        held.release();
        assertEquals(List.of("one"), arrived(1));
    }

    @Test
    void whatIsInFlightWhenTheBrokerEndsComesAgainAsRedelivered() {
        consumeWithCredit(10);
        client.send("orders", "one");
        arrived(1);
        restart();
        Event.Delivery again = client.take(client.consume("orders"), 1).get(0);
        assertEquals("one", TestClient.text(again));
        assertEquals(2, again.attempt());
    }

    @Test
    void whatWaitsComesFirst() {
        client.send("orders", "one");
        int consumer = client.consume("orders");
        held.hold();
        client.request(new Request.Credit(consumer, 10, 1 << 20));
        client.request(new Request.Send(client.message("orders", "two")));
        held.release();
        assertEquals(List.of("one", "two"), arrived(2));
    }

    @Test
    void withoutCreditItWaits() throws Exception {
        int consumer = consumeWithCredit(1);
        client.send("orders", "one");
        client.send("orders", "two");
        assertEquals(List.of("one"), arrived(1));
        assertEquals(List.of("stored and delivered 1", "stored"), entries());
        assertEquals(List.of("two"), client.texts(consumer, 5));
    }

    @Test
    void theSelectorDecidesInARoundOfItsOwn() throws Exception {
        consumeWithCredit(10, "kind = 1");
        client.must(new Request.Send(client.message("orders", "other", 4, 0, 0, Map.of("kind", 2))));
        client.must(new Request.Send(client.message("orders", "chosen", 4, 0, 0, Map.of("kind", 1))));
        assertEquals(List.of("chosen"), arrived(1));
        assertEquals(List.of("stored", "stored", "delivered 1"), entries());
    }

    @Test
    void aPausedQueueADelayAndAnExpiryAreAsBefore() throws Exception {
        consumeWithCredit(10);
        client.must(new Request.Send(client.message("orders", "later", 4, 0, now.get() + 1_000, Map.of())));
        client.must(new Request.Send(client.message("orders", "late", 4, now.get() - 1, 0, Map.of())));
        client.must(new AdminRequest.Pause(Place.of(Address.queue("orders")), true));
        client.send("orders", "paused");
        assertEquals(List.of("stored", "stored", "stored"), entries());
        assertEquals(List.of(), client.arrived());
    }

    @Test
    void aRingAndAGroupAreDeliveredInARoundOfTheirOwn() throws Exception {
        client.must(new AdminRequest.Configure(
                Address.queue("orders"),
                Settings.NONE.with(Setting.MAX_MESSAGES, "5").with(Setting.WHEN_FULL, "drop-oldest")));
        consumeWithCredit(10);
        client.send("orders", "in a ring");
        assertEquals(List.of("in a ring"), arrived(1));

        int grouped = client.consume("grouped");
        client.must(new Request.Credit(grouped, 10, 1 << 20));
        client.must(new Request.Send(client.message("grouped", "in a group", 4, 0, 0, Map.of("JMSXGroupID", "g"))));
        assertEquals(List.of("in a group"), arrived(1));
        assertEquals(List.of("stored", "delivered 1", "stored", "delivered 1"), entries());
    }
}
