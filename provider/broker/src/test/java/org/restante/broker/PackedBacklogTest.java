package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.AdminRequest.Act;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** A packed backlog behaves like one that is not packed. */
class PackedBacklogTest extends BrokerFixture {

    private static final int COUNT = 500;
    private static final Place ORDERS = Place.of(Address.queue("orders"));

    private final List<MessageId> sent = new ArrayList<>();

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withCacheBytes(0).withBlock(8);
    }

    /** The number of packed messages. */
    private long packed() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        broker.inbox()
                .execute(() -> answer.complete(broker.engine().state().packer().messages()));
        return answer.join();
    }

    /** Sends messages and waits until nearly all of them are packed. */
    private void fill(long expiration) {
        for (int i = 0; i < COUNT; i++) {
            Envelope message = client.message("orders", "m" + i, 4, expiration, 0, Map.of("even", i % 2 == 0));
            sent.add(message.id());
            client.must(new Request.Send(message));
        }
        awaitPacked(COUNT);
    }

    private void awaitPacked(int waiting) {
        Awaitility.await().untilAsserted(() -> {
            client.must(new Request.Recover(1, List.of()));
            assertTrue(packed() > waiting - 16, () -> packed() + " are packed");
        });
    }

    private static List<String> texts(IntStream numbers) {
        return numbers.mapToObj(i -> "m" + i).toList();
    }

    @Test
    void isReceivedInOrder() {
        fill(0);
        int consumer = client.consume("orders");
        List<Event.Delivery> first = client.take(consumer, 100);
        client.acknowledge(first);
        awaitPacked(COUNT - 100);
        List<Event.Delivery> rest = client.take(consumer, 1000);
        assertEquals(
                texts(IntStream.range(100, COUNT)),
                rest.stream().map(TestClient::text).toList());
        client.acknowledge(rest);
        assertEquals(0, packed());
    }

    @Test
    void tellsTheStatusOfAMessageAndStaysPacked() {
        fill(0);
        long before = packed();
        for (MessageId id : sent) {
            assertEquals(State.QUEUED, client.status(id).get(0).state());
        }
        assertEquals(List.of(), client.status(new MessageId(1, 2, 3)));
        assertTrue(packed() >= before, "who only asks unpacks nothing");
    }

    @Test
    void tellsHowLongTheOldestWaitsAndStaysPacked() {
        fill(0);
        long before = packed();
        var found = (Reply.Destinations) client.ask(new AdminRequest.Destinations(Address.queue("orders"), 0));
        assertEquals(COUNT, found.destinations().get(0).counts().messages());
        assertEquals(1_000_000, found.destinations().get(0).counts().oldest());
        assertTrue(packed() >= before, "who only asks unpacks nothing");
    }

    @Test
    void expiresWhenItsTimeIsOver() {
        fill(now.get() + 500);
        client.send("orders", "stays");
        now.addAndGet(5000);
        Awaitility.await().untilAsserted(() -> {
            client.must(new Request.Recover(1, List.of()));
            assertEquals(
                    State.EXPIRED, client.status(sent.get(COUNT - 1)).get(0).state());
        });
        assertEquals(List.of("stays"), client.texts(client.consume("orders"), 10));
        assertEquals(0, packed());
    }

    @Test
    void isSelectedFromAndPackedAgainBehind() {
        fill(0);
        int odd = client.consume("orders", "even = FALSE", null);
        List<Event.Delivery> taken = client.take(odd, 1000);
        assertEquals(
                texts(IntStream.range(0, COUNT).filter(i -> i % 2 == 1)),
                taken.stream().map(TestClient::text).toList());
        client.acknowledge(taken);
        awaitPacked(COUNT / 2);
        assertEquals(
                texts(IntStream.range(0, COUNT).filter(i -> i % 2 == 0)), client.texts(client.consume("orders"), 1000));
    }

    @Test
    void isBrowsed() {
        fill(0);
        List<String> seen = new ArrayList<>();
        Tag after = null;
        do {
            Reply.Page page = (Reply.Page) client.ask(
                    new Request.Browse(Address.queue("orders"), "even = TRUE", after, 30, Request.Browse.ALL));
            page.messages().forEach(each -> seen.add(TestClient.text(each.message())));
            after = page.next();
        } while (after != null);
        assertEquals(texts(IntStream.range(0, COUNT).filter(i -> i % 2 == 0)), seen);
        awaitPacked(COUNT);
    }

    private Reply.Swept sweep(Act act, @Nullable String to, String selector) {
        Filter filter = new Filter(null, selector, 0, false);
        Reply.Swept swept = (Reply.Swept) client.ask(new AdminRequest.Sweep(
                act, ORDERS, to == null ? null : Address.parse(to), filter, 5000, null, AdminRequest.ALL));
        return swept;
    }

    @Test
    void isMovedAndPurgedByASelector() {
        fill(0);
        long moved = 0;
        Reply.Swept swept = sweep(Act.MOVE, "evens", "even = TRUE");
        while (swept.messages() > 0) {
            moved += swept.messages();
            swept = sweep(Act.MOVE, "evens", "even = TRUE");
        }
        assertEquals(COUNT / 2, moved);
        awaitPacked(COUNT);
        assertEquals(COUNT / 2, sweep(Act.PURGE, null, "even = FALSE").messages());
        assertEquals(
                texts(IntStream.range(0, COUNT).filter(i -> i % 2 == 0)), client.texts(client.consume("evens"), 1000));
        assertEquals(List.of(), client.texts(client.consume("orders"), 1000));
    }

    @Test
    void isDeletedWithItsQueue() {
        fill(0);
        var deleted = (Reply.Swept) client.ask(new AdminRequest.Delete(ORDERS, false));
        assertEquals(COUNT, deleted.messages());
        assertNull(deleted.next());
        assertEquals(0, packed());
    }

    @Test
    void isRefusedWhenTheHeapHasRoomForNoMoreAndTakenWhenItIsPacked() {
        startAnew(new BrokerOptions(
                OPTIONS.maxMessage(),
                OPTIONS.maxWaiting(),
                20_000,
                0,
                100,
                64,
                OPTIONS.snapshotBytes(),
                OPTIONS.linger(),
                64));
        List<Envelope> many = IntStream.range(0, 200)
                .mapToObj(i -> client.message("orders", "m" + i))
                .toList();
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new Request.Commit(1, many, List.of())).problem());
        for (int from = 0; from < 200; from += 50) {
            client.must(new Request.Commit(1, many.subList(from, from + 50), List.of()));
            awaitPacked(from + 50);
        }
        assertEquals(texts(IntStream.range(0, 200)), client.texts(client.consume("orders"), 1000));
    }
}
