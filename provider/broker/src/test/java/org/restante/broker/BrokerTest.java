package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** The broker at the level of requests, in memory. */
class BrokerTest extends BrokerFixture {

    @Test
    void deliversInOrderOfArrivalAndForgetsWhatIsAcknowledged() {
        client.send("orders", "one");
        client.send("orders", "two");
        int consumer = client.consume("orders");
        List<Event.Delivery> taken = client.take(consumer, 10);
        assertEquals(List.of("one", "two"), taken.stream().map(TestClient::text).toList());
        client.acknowledge(taken);
        must(new Request.Recover(1, List.of()));
        assertEquals(List.of(), client.take(consumer, 10));
    }

    @Test
    void deliversHigherPrioritiesFirst() {
        must(new Request.Send(client.message("orders", "low", 1, 0, 0, Map.of())));
        must(new Request.Send(client.message("orders", "high", 9, 0, 0, Map.of())));
        must(new Request.Send(client.message("orders", "middle", 4, 0, 0, Map.of())));
        assertEquals(List.of("high", "middle", "low"), client.texts(client.consume("orders"), 10));
    }

    @Test
    void deliversNoMoreThanTheCredit() {
        for (int i = 0; i < 5; i++) {
            client.send("orders", "m" + i);
        }
        int consumer = client.consume("orders");
        assertEquals(List.of("m0", "m1"), client.texts(consumer, 2));
        assertEquals(List.of("m2", "m3", "m4"), client.texts(consumer, 3));
    }

    @Test
    void sharesAQueueBetweenConsumersInTurn() {
        int first = client.consume("orders");
        int second = client.consume("orders");
        must(new Request.Credit(first, 10, 1 << 20));
        must(new Request.Credit(second, 10, 1 << 20));
        for (int i = 0; i < 4; i++) {
            client.send("orders", "m" + i);
        }
        must(new Request.Drain(first));
        must(new Request.Drain(second));
        List<Event.Delivery> all = client.arrived();
        assertEquals(4, all.size());
        assertEquals(2, all.stream().filter(d -> d.consumer() == first).count());
    }

    @Test
    void returnsSeenMessagesWithTheirCountAndUnseenOnesWithout() {
        client.send("orders", "seen");
        client.send("orders", "unseen");
        int consumer = client.consume("orders");
        List<Event.Delivery> taken = client.take(consumer, 10);
        must(new Request.Recover(1, List.of(taken.get(0).tag())));
        List<Event.Delivery> again = client.take(consumer, 10);
        assertEquals(
                List.of("seen", "unseen"), again.stream().map(TestClient::text).toList());
        assertEquals(List.of(2, 1), again.stream().map(Event.Delivery::attempt).toList());
    }

    @Test
    void handedOverDeliveriesAreSettledByTheOtherSession() {
        client.send("orders", "one");
        client.send("orders", "two");
        client.send("orders", "three");
        int consumer = client.consume("orders");
        List<Tag> tags = TestClient.tags(client.take(consumer, 10));
        must(new Request.HandOver(1, 2, tags.subList(0, 2)));
        must(new Request.Acknowledge(1, tags.subList(0, 1)));
        must(new Request.Commit(2, List.of(), tags.subList(0, 1)));
        assertEquals(
                Problem.ILLEGAL_STATE,
                client.refused(new Request.Commit(1, List.of(), tags.subList(1, 2)))
                        .problem());
        must(new Request.CloseSession(2, tags.subList(1, 2)));
        must(new Request.Recover(1, List.of()));
        List<Event.Delivery> again = client.take(consumer, 10);
        assertEquals(
                List.of("two", "three"), again.stream().map(TestClient::text).toList());
        assertEquals(List.of(2, 1), again.stream().map(Event.Delivery::attempt).toList());
    }

    @Test
    void whatIsNotInFlightIsNotHandedOver() {
        client.send("orders", "one");
        int consumer = client.consume("orders");
        List<Tag> tags = TestClient.tags(client.take(consumer, 10));
        must(new Request.Recover(1, tags));
        must(new Request.HandOver(1, 2, tags));
        must(new Request.Acknowledge(2, tags));
        assertEquals(List.of("one"), client.texts(consumer, 10));
    }

    @Test
    void givesBackWhatALostLinkHadInFlightCountedAsDelivered() {
        client.send("orders", "one");
        TestClient other = new TestClient(broker);
        other.take(other.consume("orders"), 1);
        other.close();
        assertEquals(2, client.take(client.consume("orders"), 1).get(0).attempt());
    }

    @Test
    void keepsTopicMessagesForADurableSubscriberWhoIsAway() {
        var anna = new Request.Subscription("anna", true, false);
        int consumer = client.consume("topic:news", null, anna);
        must(new Request.CloseConsumer(consumer, List.of()));
        client.send("topic:news", "one");
        client.send("topic:news", "two");
        assertEquals(List.of("one", "two"), client.texts(client.consume("topic:news", null, anna), 10));
    }

    @Test
    void givesEverySubscriberItsOwnAndASharedSubscriptionOnlyOne() {
        int alone = client.consume("topic:news");
        int sharedA = client.consume("topic:news", null, new Request.Subscription("s", false, true));
        int sharedB = client.consume("topic:news", null, new Request.Subscription("s", false, true));
        client.send("topic:news", "one");
        assertEquals(1, client.take(alone, 5).size());
        assertEquals(1, client.take(sharedA, 5).size() + client.take(sharedB, 5).size());
    }

    @Test
    void refusesASecondConsumerOnAnUnsharedSubscription() {
        var anna = new Request.Subscription("anna", true, false);
        client.consume("topic:news", null, anna);
        Reply.Refused refused =
                client.refused(new Request.OpenConsumer(1, 99, Address.topic("news"), null, false, anna));
        assertEquals(Problem.ILLEGAL_STATE, refused.problem());
    }

    @Test
    void deliversToASelectorOnlyWhatItMatches() {
        must(new Request.Send(client.message("orders", "tea", 4, 0, 0, Map.of("kind", "tea"))));
        must(new Request.Send(client.message("orders", "rum", 4, 0, 0, Map.of("kind", "rum"))));
        assertEquals(List.of("rum"), client.texts(client.consume("orders", "kind = 'rum'", null), 10));
        assertEquals(List.of("tea"), client.texts(client.consume("orders"), 10));
    }

    @Test
    void findsWhatASelectorMatchesAmongWhatIsNotInMemory() {
        startAnew(OPTIONS.withCacheBytes(0));
        for (String colour : List.of("red", "red", "blue", "red", "blue")) {
            client.must(new Request.Send(client.message("orders", colour, 4, 0, 0, Map.of("colour", colour))));
        }
        assertEquals(List.of("blue", "blue"), client.texts(client.consume("orders", "colour = 'blue'", null), 10));
        assertEquals(List.of(), client.texts(client.consume("orders", "colour = 'green'", null), 10));
    }

    @Test
    void refusesASelectorThatIsNone() {
        Reply.Refused refused =
                client.refused(new Request.OpenConsumer(1, 1, Address.queue("orders"), "kind = = 1", false, null));
        assertEquals(Problem.INVALID_SELECTOR, refused.problem());
    }

    @Test
    void commitsAcknowledgementsAndSendsTogether() {
        client.send("orders", "in");
        List<Event.Delivery> taken = client.take(client.consume("orders"), 1);
        must(new Request.Commit(1, List.of(client.message("bills", "out")), TestClient.tags(taken)));
        must(new Request.Recover(1, List.of()));
        assertEquals(List.of("out"), client.texts(client.consume("bills"), 5));
    }

    @Test
    void keepsNothingOfATransactionOneOfWhoseMessagesIsRefused() {
        Envelope large = client.message("bills", "x".repeat(33 << 20));
        Reply.Refused refused =
                client.refused(new Request.Commit(1, List.of(client.message("bills", "out"), large), List.of()));
        assertEquals(Problem.MESSAGE_TOO_LARGE, refused.problem());
        assertEquals(List.of(), client.texts(client.consume("bills"), 5));
    }

    @Test
    void holdsADelayedMessageBackUntilItsTime() {
        must(new Request.Send(client.message("orders", "later", 4, 0, now.get() + 500, Map.of())));
        client.send("orders", "now");
        int consumer = client.consume("orders");
        assertEquals(List.of("now"), client.texts(consumer, 5));
        now.addAndGet(500);
        assertEquals(List.of("later"), client.texts(consumer, 5));
    }

    @Test
    void dropsAMessageWhoseTimeToLiveHasEnded() {
        Envelope brief = client.message("orders", "brief", 4, now.get() + 500, 0, Map.of());
        must(new Request.Send(brief));
        now.addAndGet(500);
        assertEquals(List.of(), client.texts(client.consume("orders"), 5));
        assertEquals(State.EXPIRED, client.status(brief.id()).get(0).state());
    }

    @Test
    void tellsEachStepOfAMessageWithItsTime() {
        MessageId id = client.send("orders", "one");
        now.addAndGet(10);
        int consumer = client.consume("orders");
        List<Event.Delivery> taken = client.take(consumer, 1);
        now.addAndGet(10);
        must(new Request.Recover(1, TestClient.tags(taken)));
        client.acknowledge(client.take(consumer, 1));
        List<Step> steps = client.status(id).get(0).steps();
        assertEquals(
                List.of(State.QUEUED, State.DELIVERED, State.RETURNED, State.DELIVERED, State.ACKNOWLEDGED),
                steps.stream().map(Step::state).toList());
        assertEquals(
                List.of(0L, 10L, 20L, 20L, 20L),
                steps.stream().map(s -> s.time() - 1_000_000).toList());
        assertEquals(2, steps.get(3).attempt());
    }

    @Test
    void browsesInPagesAndTakesNothing() {
        for (int i = 0; i < 5; i++) {
            client.send("orders", "m" + i);
        }
        var first =
                (Reply.Page) client.ask(new Request.Browse(Address.queue("orders"), null, null, 3, Request.Browse.ALL));
        assertEquals(List.of("m0", "m1", "m2"), texts(first));
        client.send("orders", "late");
        var rest = (Reply.Page)
                client.ask(new Request.Browse(Address.queue("orders"), null, first.next(), 3, first.newest()));
        assertEquals(List.of("m3", "m4"), texts(rest));
        assertEquals(null, rest.next());
        assertEquals(6, client.take(client.consume("orders"), 10).size());
    }

    private static List<String> texts(Reply.Page page) {
        return page.messages().stream().map(w -> TestClient.text(w.message())).toList();
    }

    @Test
    void endsTemporaryDestinationsWithTheirConnection() {
        TestClient other = new TestClient(broker);
        Address mine = ((Reply.Created) other.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE))).address();
        client.send(mine.toString(), "reply");
        assertEquals(List.of("reply"), other.texts(other.consume(mine.toString()), 1));
        other.close();
        Reply.Refused refused = client.refused(new Request.Send(client.message(mine.toString(), "late")));
        assertEquals(Problem.INVALID_DESTINATION, refused.problem());
    }

    @Test
    void keepsAClientIdentifierForOneConnectionAtATime() {
        TestClient other = new TestClient(broker);
        must(new Request.Identify("shop"));
        assertEquals(
                Problem.INVALID_CLIENT_ID,
                other.refused(new Request.Identify("shop")).problem());
        client.close();
        other.must(new Request.Identify("shop"));
        other.close();
    }

    @Test
    void refusesEverythingOnceItIsClosed() {
        broker.close();
        Reply.Refused refused = client.refused(new Request.Send(client.message("orders", "late")));
        assertEquals(Problem.CLOSED, refused.problem());
        assertTrue(refused.reason().contains("closed"), refused.reason());
    }

    private void must(Request request) {
        client.must(request);
    }
}
