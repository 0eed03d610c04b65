package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.SequenceWindow;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Clients lose their links and resume their conversations over others. */
class ConversationsTest extends BrokerFixture {

    private static final UUID NAME = new UUID(1, 2);

    @Override
    protected TestClient connect() {
        return new TestClient(broker, NAME);
    }

    /** The client, reconnected over another link; its consumers keep their numbers. */
    private TestClient again() {
        return new TestClient(broker, NAME);
    }

    /** Loses the link of a client, and waits until the broker has noticed. */
    private void lose(TestClient who) {
        who.link().lose();
        broker.damaged().join();
    }

    private static void once(TestClient who, long number, Request request) {
        who.must(new Request.Once(number, 1, request));
    }

    private List<String> waiting(String queue) {
        Reply reply = again().ask(new Request.Browse(Address.parse(queue), null, null, 1000, Request.Browse.ALL));
        return ((Reply.Page) reply)
                .messages().stream()
                        .map(each -> TestClient.text(each.message()))
                        .toList();
    }

    @Test
    void goesOnWithWhatItHadWhereItsLinkIsLost() {
        int consumer = client.consume("orders");
        client.send("orders", "one");
        client.send("orders", "two");
        List<Event.Delivery> held = client.take(consumer, 1);
        client.link().lose();
        TestClient back = again();
        assertTrue(back.connected().resumed());
        assertEquals(client.connected().connection(), back.connected().connection());
        back.must(new Request.Recover(1, List.of(), TestClient.tags(held)));
        assertEquals(List.of("two"), back.texts(consumer, 10));
        back.acknowledge(held);
        back.must(new Request.Recover(1, List.of()));
        assertEquals(List.of("two"), back.texts(consumer, 10), "one was acknowledged over the new link");
    }

    @Test
    void takesOverFromALinkThatIsNotKnownToBeLost() {
        int consumer = client.consume("orders");
        TestClient back = again();
        assertTrue(back.connected().resumed());
        assertTrue(client.hasEnded());
        assertEquals(
                Problem.CLOSED,
                client.refused(new Request.Send(client.message("orders", "from the old link")))
                        .problem());
        client.link().lose();
        client.link().close();
        back.send("orders", "one");
        assertEquals(List.of("one"), back.texts(consumer, 10));
        assertEquals(List.of(), client.arrived());
    }

    @Test
    void deliversNothingOverALinkBeforeItGivesCreditAndKeepsNothingFromOthers() {
        int consumer = client.consume("orders");
        client.must(new Request.Credit(consumer, 10, 1 << 20));
        lose(client);
        TestClient other = new TestClient(broker);
        int theirs = other.consume("orders");
        other.send("orders", "one");
        assertEquals(List.of("one"), other.texts(theirs, 1));
        other.send("orders", "two");
        TestClient back = again();
        back.must(new Request.Recover(1, List.of()));
        assertEquals(List.of(), back.arrived());
        assertEquals(List.of("two"), back.texts(consumer, 1));
    }

    @Test
    void goesOnCollectingForASubscriptionWhileTheLinkIsLost() {
        int consumer = client.consume("topic:news");
        client.link().lose();
        new TestClient(broker).send("topic:news", "meanwhile");
        assertEquals(List.of("meanwhile"), again().texts(consumer, 10));
    }

    @Test
    void keepsTemporaryDestinationsAndTheClientIdentifier() {
        client.must(new Request.Identify("me"));
        Reply made = client.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE));
        Address temporary = ((Reply.Created) made).address();
        lose(client);
        TestClient other = new TestClient(broker);
        other.send(temporary.toString(), "an answer");
        assertEquals(
                Problem.INVALID_CLIENT_ID,
                other.refused(new Request.Identify("me")).problem());
        TestClient back = again();
        assertEquals(List.of("an answer"), back.texts(back.consume(temporary.toString()), 1));
    }

    @Test
    void countsADeliveryThatTheClientNeverGotAsNone() {
        int consumer = client.consume("orders");
        client.send("orders", "one");
        assertEquals(1, client.take(consumer, 1).get(0).attempt());
        client.link().lose();
        TestClient back = again();
        back.must(new Request.Recover(1, List.of(), List.of()));
        assertEquals(1, back.take(consumer, 1).get(0).attempt());
    }

    @Test
    void endsAConnectionWhoseClientDoesNotComeBack() {
        int consumer = client.consume("orders");
        client.send("orders", "one");
        client.take(consumer, 1);
        lose(client);
        now.addAndGet(10_001);
        TestClient other = new TestClient(broker);
        int theirs = other.consume("orders");
        Awaitility.await().untilAsserted(() -> {
            List<Event.Delivery> taken = other.take(theirs, 1);
            assertEquals(1, taken.size());
            assertEquals(2, taken.get(0).attempt(), "it may have been seen");
        });
        TestClient back = again();
        assertFalse(back.connected().resumed());
        assertNotEquals(client.connected().connection(), back.connected().connection());
    }

    @Test
    void waitsForAClientThoughTheClockIsSet() {
        int consumer = client.consume("orders");
        client.send("orders", "one");
        List<Event.Delivery> taken = client.take(consumer, 1);
        lose(client);
        set.addAndGet(3_600_000);
        TestClient back = again();
        assertTrue(back.connected().resumed());
        back.must(new Request.Recover(1, List.of(), TestClient.tags(taken)));
        back.must(new Request.Acknowledge(1, TestClient.tags(taken)));
        lose(back);
        set.addAndGet(-7_200_000);
        now.addAndGet(10_001);
        TestClient other = new TestClient(broker);
        Awaitility.await()
                .untilAsserted(() -> assertEquals(
                        1,
                        ((Reply.Connections) other.ask(new AdminRequest.Connections(0)))
                                .connections()
                                .size()));
        assertFalse(again().connected().resumed());
    }

    @Test
    void endsAtOnceWhereAConversationHasNoName() {
        TestClient other = new TestClient(broker);
        int consumer = other.consume("orders");
        other.send("orders", "one");
        other.take(consumer, 1);
        other.link().lose();
        assertEquals(2, client.take(client.consume("orders"), 1).get(0).attempt());
    }

    @Test
    void beginsAnewAfterALinkWasClosed() {
        client.consume("orders");
        client.close();
        assertFalse(again().connected().resumed());
    }

    @Test
    void givesAConversationToNoOtherUser() {
        UUID theirs = new UUID(3, 4);
        Link first = broker.connect(event -> {});
        Reply begun = reply(first, new Request.Connect("ann", null, theirs));
        assertFalse(((Reply.Connected) begun).resumed());
        Link second = broker.connect(event -> {});
        Reply.Refused refused = (Reply.Refused) reply(second, new Request.Connect("bob", null, theirs));
        assertEquals(Problem.SECURITY, refused.problem());
        Link third = broker.connect(event -> {});
        Reply resumed = reply(third, new Request.Connect("ann", null, theirs));
        assertTrue(((Reply.Connected) resumed).resumed());
    }

    private static Reply reply(Link link, Request request) {
        return link.request(request).toCompletableFuture().join();
    }

    @Test
    void doesOnceWhatIsAskedForTwice() {
        Request send = new Request.Send(client.message("orders", "one"));
        once(client, 1, send);
        once(client, 1, send);
        client.link().lose();
        once(again(), 1, send);
        assertEquals(List.of("one"), waiting("orders"));
    }

    @Test
    void remembersNoRefusal() {
        Request commit = new Request.CloseConsumer(77, List.of());
        Request unsubscribe = new Request.Unsubscribe("nobody");
        assertEquals(
                Problem.INVALID_DESTINATION,
                client.refused(new Request.Once(1, 1, unsubscribe)).problem());
        once(client, 1, commit);
        once(client, 1, unsubscribe);
    }

    @Test
    void passesTheOutcomeOfWhatIsUnderWayToWhoeverAsksAgain() {
        client.must(new AdminRequest.Configure(
                Address.queue("small"), Settings.of(Map.of("maxMessages", "1", "whenFull", "block"))));
        client.send("small", "one");
        Envelope two = client.message("small", "two");
        CompletableFuture<Reply> first = client.request(new Request.Once(1, 1, new Request.Send(two)));
        client.link().lose();
        TestClient back = again();
        CompletableFuture<Reply> second = back.request(new Request.Once(1, 1, new Request.Send(two)));
        int consumer = back.consume("small");
        back.acknowledge(back.take(consumer, 1));
        assertInstanceOf(Reply.Done.class, second.join());
        assertInstanceOf(Reply.Done.class, first.join());
        assertEquals(List.of("two"), back.texts(consumer, 10));
    }

    @Test
    void refusesANumberThatIsSettledOrTooFarAhead() {
        Request send = new Request.Send(client.message("orders", "one"));
        client.must(new Request.Once(10, 10, send));
        assertEquals(
                Problem.ILLEGAL_STATE,
                client.refused(new Request.Once(9, 1, send)).problem());
        assertEquals(
                Problem.ILLEGAL_STATE,
                client.refused(new Request.Once(10 + SequenceWindow.MAX_WIDTH, 10, send))
                        .problem());
        assertEquals(
                Problem.ILLEGAL_STATE,
                client.refused(new Request.Once(11, 10, new Request.Drain(1))).problem());
        assertEquals(
                Problem.ILLEGAL_STATE,
                new TestClient(broker).refused(new Request.Once(1, 1, send)).problem());
    }

    @Test
    void decidesNoDeliveryWhileTheLinkIsNotReady() {
        int consumer = client.consume("orders");
        client.link().setReady(false);
        client.must(new Request.Credit(consumer, 10, 1 << 20));
        client.send("orders", "one");
        CompletableFuture<Reply> drain = client.request(new Request.Drain(consumer));
        TestClient other = new TestClient(broker);
        int theirs = other.consume("orders");
        assertEquals(List.of("one"), other.texts(theirs, 1));
        client.send("orders", "two");
        assertFalse(drain.isDone());
        assertEquals(List.of(), client.arrived());
        client.link().setReady(true);
        drain.join();
        assertEquals(
                List.of("two"), client.arrived().stream().map(TestClient::text).toList());
    }

    @Test
    void doesWhatWasAskedForBeforeTheLinkWasClosed() {
        for (int i = 0; i < 1000; i++) {
            client.request(new Request.Send(client.message("orders", "m" + i)));
        }
        client.close();
        Awaitility.await().until(() -> waiting("orders").size() == 1000);
    }
}
