package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.restante.broker.dispatch.NamedCaller;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** What one client can make more and more of has a bound, and the broker goes on at it. */
final class ObjectBoundsTest extends BrokerFixture {

    private static final int MANY = 200_000;

    @Override
    protected BrokerOptions options() {
        BrokerOptions heap = BrokerOptions.forHeap(256 << 20);
        return new BrokerOptions(
                heap.maxMessage(), 10_000_000, 6 << 20, 1 << 20, 100, 4096, heap.snapshotBytes(), 10_000, 512);
    }

    /** Asks until the first refusal, and returns it with how many were answered otherwise. */
    private Reply.Refused firstRefusal(IntFunction<Request> requests, int[] answered) {
        for (int i = 0; i < MANY; i++) {
            if (client.ask(requests.apply(i)) instanceof Reply.Refused refused) {
                answered[0] = i;
                return refused;
            }
        }
        throw new AssertionError("nothing was refused");
    }

    private void assertGoesOn() {
        client.send("orders", "after it");
        assertEquals(List.of("after it"), client.texts(client.consume("orders"), 1));
    }

    @Test
    void sessionsThatNothingOpened() {
        client.send("orders", "before");
        client.acknowledge(client.take(client.consume("orders"), 1));
        int[] answered = new int[1];
        Reply.Refused refused = firstRefusal(i -> new Request.Acknowledge(i + 2, List.of()), answered);
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        assertTrue(refused.reason().contains("10000 sessions"), refused.reason());
        assertGoesOn();
    }

    @Test
    void temporaryDestinations() {
        int[] answered = new int[1];
        Reply.Refused refused = firstRefusal(i -> new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE), answered);
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        assertTrue(answered[0] > 1_000 && answered[0] <= 10_000, () -> "after " + answered[0]);
        client.close();
        client = connect();
        assertInstanceOf(Reply.Created.class, client.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_TOPIC)));
        assertGoesOn();
    }

    @Test
    void queuesThatSendingMakes() {
        client.send("orders", "before");
        int[] answered = new int[1];
        Reply.Refused refused = firstRefusal(i -> new Request.Send(client.message("queue-" + i, "text")), answered);
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        assertTrue(refused.reason().contains("delete some"), refused.reason());
        assertTrue(answered[0] > 1_000, () -> "after " + answered[0]);
        assertInstanceOf(
                Reply.Swept.class, client.ask(new AdminRequest.Delete(Place.of(Address.queue("queue-0")), true)));
        client.send("queue-0", "again");
    }

    @Test
    void queuesThatConsumersMakeSubscriptionsAndLongNames() {
        String text = "x".repeat(4_000);
        int[] answered = new int[1];
        client.send("orders", "before");
        Reply.Refused refused = firstRefusal(
                i -> new Request.OpenConsumer(
                        1, i, Address.topic("news"), null, false, new Request.Subscription(i + text, true, true)),
                answered);
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new AdminRequest.Create(Address.queue("one more")))
                        .problem());
        client.send("orders", "goes on");
    }

    @Test
    void selectorsOfAConnection() {
        String selector = "a = '" + "x".repeat(16_000) + "'";
        int[] answered = new int[1];
        Reply.Refused refused = firstRefusal(
                i -> new Request.OpenConsumer(1, i + 1, Address.queue("orders"), selector, false, null), answered);
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        assertEquals((1 << 20) / selector.length(), answered[0]);
        client.must(new Request.CloseConsumer(1, List.of()));
        client.must(new Request.OpenConsumer(1, 1, Address.queue("orders"), selector, false, null));
        client.must(new Request.CloseSession(1, List.of()));
        for (int i = 0; i < answered[0]; i++) {
            client.must(new Request.OpenConsumer(2, i, Address.queue("orders"), selector, false, null));
        }
        client.must(new Request.CloseSession(2, List.of()));
        assertGoesOn();
    }

    @Test
    void transactionThatWouldMakeTooManyQueuesIsRefusedWhole() {
        List<Envelope> sends = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            sends.add(client.message("made-" + i, "text"));
        }
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new Request.Commit(1, sends, List.of())).problem());
        assertEquals(
                List.of(),
                ((Reply.Page) client.ask(
                                new Request.Browse(Address.queue("made-0"), null, null, 10, Request.Browse.ALL)))
                        .messages());
        assertGoesOn();
    }

    @Test
    void whatIsThereIsUsedAtTheBound() {
        Request.Subscription audit = new Request.Subscription("audit", true, true);
        client.must(new Request.Identify("anna"));
        client.must(new Request.CloseConsumer(client.consume("topic:news", "a = 1", audit), List.of()));
        client.send("orders", "before");
        firstRefusal(i -> new Request.Send(client.message("queue-" + i, "text")), new int[1]);

        client.must(new Request.Send(client.message("topic:news", "text", 4, 0, 0, Map.of("a", 1))));
        client.send("topic:nobody subscribes to this", "text");
        assertEquals(List.of("text"), client.texts(client.consume("topic:news", "a = 1", audit), 1));
        assertEquals(List.of(), client.texts(client.consume("orders", "a = 1", null), 1));
        assertEquals(List.of("before"), client.texts(client.consume("orders"), 1));
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new AdminRequest.Create(Address.queue("one more")))
                        .problem());
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new Request.OpenConsumer(1, 99, Address.topic("news"), null, false, null))
                        .problem());
    }

    @Test
    void queuesThatOperatorsMakeByMovingCopyingAndImporting() {
        client.send("orders", "text");
        firstRefusal(i -> new Request.Send(client.message("queue-" + i, "text")), new int[1]);
        Address to = Address.queue("one more");
        for (AdminRequest.Act act : List.of(AdminRequest.Act.MOVE, AdminRequest.Act.COPY)) {
            Reply.Swept swept = (Reply.Swept) client.ask(new AdminRequest.Sweep(
                    act, Place.of(Address.queue("orders")), to, Filter.ANY, AdminRequest.ALL, null, AdminRequest.ALL));
            assertEquals(0, swept.messages(), swept::toString);
            assertEquals(1, swept.stayed(), swept::toString);
        }
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new AdminRequest.Import(
                                Place.of(to), List.of(new AdminRequest.Imported(client.message("x", "text"), 0))))
                        .problem());
        assertEquals(List.of("text"), client.texts(client.consume("orders"), 1));
    }

    @Test
    void deadLetterQueuesOfVeryManyQueues() {
        client.must(
                new AdminRequest.Configure(Address.queue("orders"), Settings.NONE.with(Setting.MAX_DELIVERIES, "1")));
        client.send("orders", "poison");
        firstRefusal(i -> new Request.Send(client.message("queue-" + i, "text")), new int[1]);
        int consumer = client.consume("orders");
        for (int i = 0; i < 3; i++) { // it has nowhere to go
            List<Event.Delivery> taken = client.take(consumer, 1);
            assertEquals(List.of("poison"), taken.stream().map(TestClient::text).toList());
            client.must(new Request.Recover(1, TestClient.tags(taken)));
        }
        client.ask(new AdminRequest.Delete(Place.of(Address.queue("queue-0")), true));
        client.ask(new AdminRequest.Delete(Place.of(Address.queue("queue-1")), true));
        client.must(new Request.Recover(1, TestClient.tags(client.take(consumer, 1))));
        assertEquals(List.of(), client.texts(consumer, 1));
        assertEquals(List.of("poison"), client.texts(client.consume("DLQ.orders"), 1));
    }

    @Test
    void consumersAndTemporaryDestinationsOfAUserAcrossConnections() {
        try (TestClient first = new TestClient(broker, null, NamedCaller.of("eve"));
                TestClient second = new TestClient(broker, null, NamedCaller.of("eve"));
                TestClient third = new TestClient(broker, null, NamedCaller.of("eve"))) {
            for (TestClient one : List.of(first, second)) {
                for (int i = 0; i < 10_000; i++) {
                    one.must(new Request.OpenConsumer(1, i, Address.queue("eve"), null, false, null));
                }
            }
            IntFunction<Request> open = i -> new Request.OpenConsumer(1, i, Address.queue("eve"), null, false, null);
            for (int i = 0; i < 16; i++) {
                third.must(open.apply(i));
            }
            Reply.Refused refused = third.refused(open.apply(16));
            assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
            assertTrue(refused.reason().contains("the user 'eve' have 20000 consumers together"), refused.reason());
            assertInstanceOf(Reply.Created.class, third.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE)));
            first.must(new Request.CloseSession(1, List.of()));
            third.must(open.apply(16));
        }
        assertGoesOn();
    }
}
