package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.routing.FlowControl;
import org.restante.link.AdminRequest;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;

/** Sends that wait for room, at the level of requests. */
final class FlowControlTest extends BrokerFixture {

    private TestClient other;

    @BeforeEach
    void limitQueues() {
        other = new TestClient(broker);
        for (String queue : List.of("a", "b")) {
            client.must(new AdminRequest.Configure(
                    Address.queue(queue), Settings.of(Map.of("maxMessages", "2", "blockTimeout", "5000"))));
        }
    }

    @AfterEach
    void closeOther() {
        other.close();
    }

    private static CompletableFuture<Reply> send(TestClient client, String to, String text) {
        return client.request(new Request.Send(client.message(to, text)));
    }

    /** Waits until all earlier requests have been decided. */
    private void settle() {
        client.ask(new AdminRequest.Configuration());
    }

    private int waiting(String queue) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        broker.inbox().execute(() -> answer.complete(broker.engine().flow().waiting(Address.queue(queue))));
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Reply reply(CompletableFuture<Reply> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void fill(String queue) {
        client.send(queue, "first");
        client.send(queue, "second");
    }

    @Test
    void letsWaitingSendsInInTheOrderInWhichTheyCame() {
        fill("a");
        List<CompletableFuture<Reply>> sends =
                List.of(send(client, "a", "third"), send(other, "a", "fourth"), send(client, "a", "fifth"));
        settle();
        assertEquals(3, waiting("a"));
        int consumer = client.consume("a");
        for (String expected : List.of("first", "second", "third", "fourth", "fifth")) {
            List<Event.Delivery> taken = client.take(consumer, 1);
            assertEquals(List.of(expected), taken.stream().map(TestClient::text).toList());
            client.acknowledge(taken);
        }
        sends.forEach(answer -> assertEquals(new Reply.Done(), reply(answer)));
        assertEquals(0, waiting("a"));
    }

    @Test
    void letsNobodyOvertakeThoughThereIsRoomForLess() {
        client.send("a", "first");
        CompletableFuture<Reply> two = client.request(
                new Request.Commit(2, List.of(client.message("a", "x"), client.message("a", "y")), List.of()));
        CompletableFuture<Reply> one = send(other, "a", "z");
        settle();
        assertFalse(two.isDone() || one.isDone());
        int consumer = client.consume("a");
        client.acknowledge(client.take(consumer, 1));
        assertEquals(new Reply.Done(), reply(two));
        assertFalse(one.isDone());
        List<Event.Delivery> both = client.take(consumer, 5);
        assertEquals(List.of("x", "y"), both.stream().map(TestClient::text).toList());
        client.acknowledge(both);
        assertEquals(new Reply.Done(), reply(one));
    }

    @Test
    void delaysNothingElseOfTheConnection() {
        fill("a");
        int consumer = client.consume("a");
        List<Event.Delivery> taken = client.take(consumer, 1);
        CompletableFuture<Reply> waits = send(client, "a", "third");
        client.send("c", "elsewhere");
        settle();
        assertFalse(waits.isDone());
        client.acknowledge(taken);
        assertEquals(new Reply.Done(), reply(waits));
    }

    @Test
    void waitsAtAllDestinationsOfATransactionUntilEachHasRoom() {
        fill("a");
        fill("b");
        CompletableFuture<Reply> both = client.request(
                new Request.Commit(2, List.of(client.message("a", "x"), client.message("b", "y")), List.of()));
        int fromA = client.consume("a");
        client.acknowledge(client.take(fromA, 1));
        settle();
        assertFalse(both.isDone());
        int fromB = client.consume("b");
        client.acknowledge(client.take(fromB, 1));
        assertEquals(new Reply.Done(), reply(both));
    }

    @Test
    void refusesWhatHasWaitedForItsTime() {
        fill("a");
        CompletableFuture<Reply> late = send(client, "a", "third");
        settle();
        now.addAndGet(4999);
        settle();
        assertFalse(late.isDone());
        now.addAndGet(1);
        settle();
        Reply.Refused refused = (Reply.Refused) reply(late);
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        assertTrue(refused.reason().startsWith("the send waited 5000 ms for room (blockTimeout): queue:a is full"));
    }

    @Test
    void waitsForItsTimeThoughTheClockIsSet() {
        fill("a");
        CompletableFuture<Reply> late = send(client, "a", "third");
        settle();
        for (long hour : List.of(3_600_000L, -7_200_000L)) {
            set.addAndGet(hour);
            settle();
            assertFalse(late.isDone());
        }
        now.addAndGet(5000);
        settle();
        assertTrue(((Reply.Refused) reply(late)).reason().startsWith("the send waited 5000 ms for room"));
    }

    @Test
    void goesOnAtOnceWhenTheBoundIsRaised() {
        fill("a");
        CompletableFuture<Reply> waits = send(client, "a", "third");
        settle();
        client.must(new AdminRequest.Configure(Address.queue("a"), Settings.of(Map.of("maxMessages", "3"))));
        assertEquals(new Reply.Done(), reply(waits));
    }

    @Test
    void storesARepetitionThatWaitedBehindItsFirstOnce() {
        fill("a");
        for (TestClient sender : List.of(client, other)) {
            sender.request(
                    new Request.Send(sender.message("a", "third", 4, 0, 0, Map.of("JMS_RESTANTE_DUPLICATE_ID", "3"))));
        }
        settle();
        assertEquals(2, waiting("a"));
        int consumer = client.consume("a");
        client.acknowledge(client.take(consumer, 2));
        settle();
        assertEquals(0, waiting("a"));
        assertEquals(List.of("third"), client.texts(consumer, 5));
    }

    @Test
    void forgetsWhatAConnectionLeavesBehind() {
        fill("a");
        CompletableFuture<Reply> gone = send(other, "a", "third");
        settle();
        other.close();
        assertEquals(Problem.CLOSED, ((Reply.Refused) reply(gone)).problem());
        assertEquals(0, waiting("a"));
    }

    @Test
    void refusesMoreThanMayWaitOfOneConnection() {
        fill("a");
        CompletableFuture<Reply> last = new CompletableFuture<>();
        for (int i = 0; i <= FlowControl.MAX_REQUESTS; i++) {
            last = send(client, "a", "x");
        }
        Reply.Refused refused = (Reply.Refused) reply(last);
        assertTrue(refused.reason().contains("1024 sends of this connection"), refused.reason());
        assertEquals(FlowControl.MAX_REQUESTS, waiting("a"));
    }
}
