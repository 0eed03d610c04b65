package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.AdminRequest.Act;
import org.restante.link.DeliveryStatus;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.log.MemoryLog;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Bulk operations and listings at the level of requests, without a cache of bodies and with a history of 50 deliveries. */
class BulkOperationTest extends BrokerFixture {

    private static final Place ORDERS = Place.of(Address.queue("orders"));
    private static final Filter EVEN = new Filter(null, "even = TRUE", 0, false);

    BulkOperationTest() {
        log = new MemoryLog(256 << 20);
    }

    @Override
    protected BrokerOptions options() {
        BrokerOptions heap = BrokerOptions.forHeap(512 << 20);
        return new BrokerOptions(
                heap.maxMessage(),
                heap.maxWaiting(),
                heap.waitingBytes(),
                1,
                50,
                heap.inbox(),
                heap.snapshotBytes(),
                heap.linger(),
                4);
    }

    @Override
    protected InstantSource clock() {
        return InstantSource.system();
    }

    private void send(int count) {
        List<CompletableFuture<Reply>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Envelope message = client.message("orders", "m" + i, 4, 0, 0, Map.of("even", i % 2 == 0));
            sent.add(client.request(new Request.Send(message)));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }

    private static AdminRequest.Sweep request(
            Act act, @Nullable String to, Filter which, long most, @Nullable Tag after, long newest) {
        return new AdminRequest.Sweep(act, ORDERS, to == null ? null : Address.parse(to), which, most, after, newest);
    }

    private Reply.Swept sweep(Act act, @Nullable String to, Filter which) {
        return (Reply.Swept) client.ask(request(act, to, which, AdminRequest.ALL, null, AdminRequest.ALL));
    }

    private List<String> look(Place at, Filter which) {
        var looked = (Reply.Looked) client.ask(new AdminRequest.Look(at, which, 1000, null, AdminRequest.ALL));
        return looked.messages().stream()
                .map(seen -> TestClient.text(seen.message()))
                .toList();
    }

    @Test
    void selectsAmongMessagesThatMustBeReadFirst() {
        send(20);
        assertEquals(10, sweep(Act.COUNT, null, EVEN).messages());
        assertEquals(10, look(ORDERS, EVEN).size());
        assertEquals(10, sweep(Act.COPY, "copies", EVEN).messages());
        assertEquals(10, sweep(Act.MOVE, "evens", EVEN).messages());
        assertEquals(0, sweep(Act.PURGE, null, EVEN).messages());
        assertEquals(10, look(ORDERS, Filter.ANY).size());
        assertEquals(
                look(Place.of(Address.queue("copies")), Filter.ANY),
                look(Place.of(Address.queue("evens")), Filter.ANY));
    }

    @Test
    void looksAtAPartAndLeavesWhatCameLater() {
        send(15_000);
        Reply.Swept first = sweep(Act.COUNT, null, Filter.ANY);
        assertEquals(10_000, first.messages());
        assertNotNull(first.next());
        send(500);
        var rest = (Reply.Swept)
                client.ask(request(Act.COUNT, null, Filter.ANY, AdminRequest.ALL, first.next(), first.newest()));
        assertEquals(5_000, rest.messages());
        assertNull(rest.next());
    }

    @Test
    void readsAThousandMessagesAtATime() {
        send(1_500);
        Reply.Swept first = sweep(Act.PURGE, null, EVEN);
        assertEquals(500, first.messages());
        var rest = (Reply.Swept)
                client.ask(request(Act.PURGE, null, EVEN, AdminRequest.ALL, first.next(), first.newest()));
        assertEquals(250, rest.messages());
        assertNull(rest.next());
    }

    @Test
    void whatIsConsumedWhileASweepReadsIsCountedOnce() {
        send(400);
        int consumer = client.consume("orders");
        CompletableFuture<Reply> purge =
                client.request(request(Act.PURGE, null, EVEN, AdminRequest.ALL, null, AdminRequest.ALL));
        List<Event.Delivery> taken = client.take(consumer, 150);
        client.acknowledge(taken);
        Reply.Swept swept = (Reply.Swept) purge.join();
        long left = sweep(Act.COUNT, null, new Filter(null, null, 0, true)).messages();
        assertEquals(400, taken.size() + swept.messages() + left);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        send(1);
        assertEquals(Problem.ILLEGAL_STATE, refused(request(Act.PURGE, null, Filter.ANY, 0, null, 1)));
        assertEquals(Problem.INVALID_DESTINATION, refused(request(Act.MOVE, null, Filter.ANY, 1, null, 1)));
        assertEquals(Problem.INVALID_DESTINATION, refused(request(Act.PURGE, "other", Filter.ANY, 1, null, 1)));
        for (String to : List.of("orders", "topic:news", "temp-queue:x", "queue:$schedules")) {
            assertEquals(Problem.INVALID_DESTINATION, refused(request(Act.COPY, to, Filter.ANY, 1, null, 1)), to);
        }
        Envelope message = client.message("orders", "x");
        var negative = new AdminRequest.Import(ORDERS, List.of(new AdminRequest.Imported(message, -1)));
        assertEquals(Problem.INVALID_MESSAGE, refused(negative));
        Place topic = Place.of(Address.topic("news"));
        var toTopic = new AdminRequest.Import(topic, List.of(new AdminRequest.Imported(message, 0)));
        assertEquals(Problem.INVALID_DESTINATION, refused(toTopic));
        assertEquals(1, look(ORDERS, Filter.ANY).size());
    }

    private Problem refused(Request request) {
        return client.refused(request).problem();
    }

    @Test
    void importsAllOrNothing() {
        Envelope good = client.message("orders", "good");
        Envelope schedule = client.message("orders", "no", 4, 0, 0, Map.of("JMS_RESTANTE_CRON", "0 0 1 1 *"));
        var mixed = new AdminRequest.Import(
                ORDERS, List.of(new AdminRequest.Imported(good, 0), new AdminRequest.Imported(schedule, 0)));
        assertEquals(Problem.INVALID_MESSAGE, refused(mixed));
        assertEquals(Problem.INVALID_DESTINATION, refused(new AdminRequest.Look(ORDERS, Filter.ANY, 1, null, 1)));
    }

    @Test
    void pagesThroughWhatIsGoneThoughTheOldestIsForgottenMeanwhile() {
        send(60);
        sweep(Act.PURGE, null, Filter.ANY);
        var first = (Reply.Deliveries) client.ask(deliveries(20, null));
        assertEquals(20, first.deliveries().size());
        send(5);
        sweep(Act.PURGE, null, Filter.ANY);
        var second = (Reply.Deliveries) client.ask(deliveries(20, first.next()));
        assertEquals(20, second.deliveries().size());
        var third = (Reply.Deliveries) client.ask(deliveries(100, second.next()));
        assertEquals(15, third.deliveries().size());
        assertNull(third.next());
        List<DeliveryStatus> all = new ArrayList<>(first.deliveries());
        all.addAll(second.deliveries());
        all.addAll(third.deliveries());
        assertEquals(55, all.stream().map(DeliveryStatus::id).distinct().count());
    }

    private static AdminRequest.Deliveries deliveries(int most, @Nullable Tag after) {
        return new AdminRequest.Deliveries(null, null, 0, AdminRequest.ALL, most, after);
    }
}
