package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RequestHistory;
import org.restante.disk.FaultyDisk;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** The request histories of conversations, after restarts of the broker. */
class RepetitionsTest {

    private static final UUID NAME = new UUID(1, 2);
    private static final Address ORDERS = Address.queue("orders");
    private static final BranchId BRANCH = BranchId.of(1, new byte[] {1}, new byte[] {2});
    private static final long DAY = 86_400_000;

    private final Random random = new Random(1);
    private final List<Event.Delivery> arrived = new ArrayList<>();
    private SimulatedLog.Medium medium = new SimulatedLog.Medium();
    private FaultyDisk disk = new FaultyDisk();
    private long snapshotBytes = 1 << 20;
    private long time = 1_000_000;
    private long set;
    private long lastMessage;
    private SimulatedBroker broker;
    private LinkEnd link;

    @BeforeEach
    void begin() throws IOException {
        start();
    }

    private void start() throws IOException {
        BrokerOptions options = new BrokerOptions(3000, 100_000, 1 << 30, 1 << 20, 100, 64, snapshotBytes, 2000, 4);
        broker = new SimulatedBroker(
                medium,
                disk,
                options,
                () -> Instant.ofEpochMilli(time + set),
                () -> time * 1_000_000,
                () -> time + set,
                random);
        link = connect(NAME);
    }

    private LinkEnd connect(UUID conversation) {
        LinkEnd end = broker.engine().connect(event -> {
            if (event instanceof Event.Delivery delivery) {
                arrived.add(delivery);
            }
        });
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        broker.engine().handle(end, new Request.Connect(null, null, conversation), answer);
        assertFalse(((Reply.Connected) answer.join()).resumed());
        return end;
    }

    private CompletableFuture<Reply> begin(LinkEnd over, Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        broker.engine().handle(over, request, answer);
        return answer;
    }

    private Reply ask(Request request) {
        return ask(link, request);
    }

    private Reply ask(LinkEnd over, Request request) {
        CompletableFuture<Reply> answer = begin(over, request);
        broker.settle(random);
        return answer.join();
    }

    private void must(Request request) {
        assertEquals(new Reply.Done(), ask(request));
    }

    private static Request once(long number, Request request) {
        return new Request.Once(number, 1, request);
    }

    private void restart() throws IOException {
        broker.worker().die();
        broker.log().kill(random);
        start();
    }

    /** Deletes all snapshots. */
    private void restartFromTheLog() throws IOException {
        disk = new FaultyDisk();
        restart();
    }

    private void restartFromTheSnapshot() throws IOException {
        assertTrue(broker.maintenance().snapshotsTaken() > 0, "there is a snapshot");
        medium = new SimulatedLog.Medium();
        restart();
    }

    private Envelope message(Address to) {
        return message(to, true);
    }

    private Envelope message(Address to, boolean persistent) {
        Header header = new Header(new MessageId(1, 1, ++lastMessage), to, persistent, 4, 1, 0, 0, null, null, null);
        return Envelope.of(header, Map.of(), BodyKind.BYTES, new byte[100]);
    }

    private int waiting(Address queue) {
        DeliveryQueue existing = broker.state().destinations().queue(queue);
        return existing == null ? 0 : existing.backlog().size();
    }

    private void open(int consumer) {
        must(new Request.OpenConsumer(1, consumer, ORDERS, null, false, null));
    }

    private List<Event.Delivery> take(int consumer, int most) {
        must(new Request.Credit(consumer, most, 1 << 20));
        must(new Request.Drain(consumer));
        List<Event.Delivery> taken = List.copyOf(arrived);
        arrived.clear();
        return taken;
    }

    /** Sends and acknowledges until the beginning of the log is trimmed. */
    private void churn() {
        open(99);
        long end = broker.log().end();
        for (int i = 0; i < 200 && broker.log().first() <= end; i++) {
            must(new Request.Send(message(Address.queue("orders"))));
            must(new Request.Acknowledge(1, TestClient.tags(take(99, 1))));
        }
        assertTrue(broker.log().first() > end, "trimmed up to " + broker.log().first());
    }

    @Test
    void knowsFromTheLogWhatWasDone() throws IOException {
        Request send = once(1, new Request.Send(message(ORDERS)));
        must(send);
        restartFromTheLog();
        must(send);
        assertEquals(1, waiting(ORDERS));
    }

    @Test
    void knowsFromASnapshotAloneWhatWasDone() throws IOException {
        snapshotBytes = 1000;
        restart();
        Request send = once(700, new Request.Send(message(Address.queue("kept"))));
        must(new Request.Once(650, 600, new Request.Send(message(ORDERS))));
        must(send);
        while (broker.maintenance().snapshotsTaken() < 2) {
            must(new Request.Send(message(ORDERS)));
        }
        restartFromTheSnapshot();
        RequestHistory history =
                Objects.requireNonNull(broker.state().requestHistories().find(NAME));
        assertEquals(List.of(650L, 700L), history.done().all());
        assertEquals(600, history.done().settled());
        must(send);
        assertEquals(1, waiting(Address.queue("kept")));
    }

    @Test
    void knowsFromTheRestOfALogThatLostItsBeginning() throws IOException {
        snapshotBytes = 2000;
        restart();
        Request send = once(1, new Request.Send(message(Address.queue("kept"))));
        must(send);
        churn();
        restartFromTheLog();
        must(send);
        assertEquals(1, waiting(Address.queue("kept")));
    }

    @Test
    void doesOnceWhateverIsKilledWhen() throws IOException {
        for (int steps = 0; steps < 12; steps++) {
            for (boolean powerLoss : new boolean[] {false, true}) {
                medium = new SimulatedLog.Medium();
                disk = new FaultyDisk();
                start();
                Request send = once(1, new Request.Send(message(ORDERS)));
                Request commit = once(2, new Request.Commit(1, List.of(message(ORDERS)), List.of()));
                List<CompletableFuture<Reply>> answers = List.of(begin(link, send), begin(link, commit));
                for (int i = 0; i < steps; i++) {
                    step(i);
                }
                if (powerLoss) {
                    broker.log().losePower(random);
                }
                restart();
                boolean told = answers.stream().allMatch(answer -> answer.getNow(null) instanceof Reply.Done);
                assertTrue(!told || waiting(ORDERS) == 2, "what was confirmed is there");
                must(send);
                must(commit);
                assertEquals(2, waiting(ORDERS), "after " + steps + " steps");
            }
        }
    }

    private void step(int i) {
        switch (i % 3) {
            case 0 -> broker.log().write(1);
            case 1 -> broker.log().sync();
            default -> broker.turn();
        }
    }

    @Test
    void commitsAPreparedBranchOnce() throws IOException {
        Request prepare = once(1, new BranchRequest.Prepare(BRANCH, List.of(message(ORDERS)), List.of()));
        Request commit = once(2, new BranchRequest.CommitPrepared(BRANCH));
        must(prepare);
        restart();
        must(prepare);
        must(commit);
        must(commit);
        restart();
        must(commit);
        assertEquals(1, waiting(ORDERS));
        assertEquals(Problem.NO_SUCH_BRANCH, ((Reply.Refused) ask(new BranchRequest.CommitPrepared(BRANCH))).problem());
    }

    @Test
    void forgetsWhatIsSettled() throws IOException {
        for (int i = 1; i <= 100; i++) {
            must(new Request.Once(i, Math.max(1, i - 2), new Request.Send(message(ORDERS))));
        }
        restart();
        RequestHistory history =
                Objects.requireNonNull(broker.state().requestHistories().find(NAME));
        assertEquals(List.of(98L, 99L, 100L), history.done().all());
        assertEquals(3, broker.state().requestHistories().requests());
        Reply late = ask(once(50, new Request.Send(message(ORDERS))));
        assertEquals(Problem.ILLEGAL_STATE, ((Reply.Refused) late).problem());
    }

    @Test
    void forgetsAConversationThatIsClosed() throws IOException {
        must(once(1, new Request.Send(message(ORDERS))));
        broker.engine().disconnect(link);
        broker.settle(random);
        restart();
        assertNull(broker.state().requestHistories().find(NAME));
    }

    @Test
    void forgetsAConversationADayAfterItsLastLink() throws IOException {
        must(once(1, new Request.Send(message(ORDERS))));
        time += 2 * DAY;
        broker.settle(random);
        assertNotNull(broker.state().requestHistories().find(NAME), "its link is open");
        broker.engine().lose(link);
        time += 10_000;
        broker.settle(random);
        time += DAY - 1;
        broker.settle(random);
        assertNotNull(broker.state().requestHistories().find(NAME), "its last link ended a moment less than a day ago");
        time += 100_000;
        broker.settle(random);
        assertNull(broker.state().requestHistories().find(NAME));
        restart();
        assertNull(broker.state().requestHistories().find(NAME));
    }

    @Test
    void remembersAConversationThoughTheClockIsSetForward() throws IOException {
        must(once(1, new Request.Send(message(ORDERS))));
        broker.engine().lose(link);
        set = 3 * DAY;
        time += 10_000; // longer than the linger time
        broker.settle(random);
        time += 100_000;
        broker.settle(random);
        assertNotNull(broker.state().requestHistories().find(NAME));
    }

    @Test
    void forgetsFirstWhoseLinkIsGoneForLongestAndRefusesWhereAllAreOpen() {
        Request send = once(1, new Request.Send(message(Address.topic("nobody"))));
        assertInstanceOf(Reply.Done.class, ask(send));
        assertEquals(
                0, broker.state().requestHistories().size(), "nothing was changed, and there is nothing to remember");
        send = once(1, new Request.Send(message(ORDERS)));
        must(once(2, new Request.Send(message(ORDERS))));
        List<LinkEnd> others = new ArrayList<>();
        for (int i = 1; i < Repetitions.MAX_REMEMBERED; i++) {
            LinkEnd other = connect(new UUID(7, i));
            others.add(other);
            begin(other, send);
        }
        broker.settle(random);
        assertEquals(
                Repetitions.MAX_REMEMBERED, broker.state().requestHistories().size());
        LinkEnd last = connect(new UUID(8, 1));
        assertEquals(Problem.RESOURCE_LIMIT, ((Reply.Refused) ask(last, send)).problem());
        broker.engine().lose(others.get(5));
        time += 5000;
        broker.settle(random);
        broker.engine().lose(others.get(3));
        time += 5000;
        broker.settle(random);
        assertEquals(new Reply.Done(), ask(last, send));
        assertNull(broker.state().requestHistories().find(new UUID(7, 6)));
        assertNotNull(broker.state().requestHistories().find(new UUID(7, 4)));
        assertNotNull(broker.state().requestHistories().find(new UUID(8, 1)));
    }

    @Test
    void givesBackWhatAClientStillHolds() throws IOException {
        for (int i = 0; i < 3; i++) {
            must(new Request.Send(message(ORDERS)));
        }
        open(1);
        List<Event.Delivery> held = take(1, 2);
        restart();
        open(7);
        List<Tag> tags = new ArrayList<>(TestClient.tags(held));
        Tag unknown = new Tag(tags.get(0).owner(), 4, 77_777);
        tags.add(unknown);
        Reply reply = ask(new Request.Reclaim(5, 7, tags));
        assertEquals(TestClient.tags(held), ((Reply.Reclaimed) reply).tags());
        assertEquals(reply, ask(new Request.Reclaim(5, 7, tags)), "asked for again");
        List<Event.Delivery> rest = take(7, 10);
        assertEquals(1, rest.size());
        assertEquals(1, rest.get(0).attempt());
        must(new Request.Acknowledge(5, TestClient.tags(held.subList(0, 1))));
        must(new Request.Recover(5, TestClient.tags(held)));
        restart();
        open(8);
        List<Event.Delivery> again = take(8, 10);
        assertEquals(
                List.of(2, 2), again.stream().map(Event.Delivery::attempt).toList(), "each was delivered once before");
    }

    @Test
    void reclaimsNothingThatAnotherHasOrThatNeverWasThere() throws IOException {
        must(new Request.Send(message(ORDERS)));
        open(1);
        List<Tag> held = TestClient.tags(take(1, 1));
        restart();
        open(1);
        assertEquals(1, take(1, 1).size());
        LinkEnd other = connect(new UUID(3, 3));
        Request open = new Request.OpenConsumer(1, 1, ORDERS, null, false, null);
        assertEquals(new Reply.Done(), ask(other, open));
        assertEquals(new Reply.Reclaimed(List.of(), held), ask(other, new Request.Reclaim(1, 1, held)));
        assertEquals(Problem.ILLEGAL_STATE, ((Reply.Refused) ask(other, new Request.Reclaim(1, 2, held))).problem());
    }

    @Test
    void reclaimsNoOtherMessageInThePlaceOfOneThatALossOfPowerTook() throws IOException {
        must(new Request.Send(message(ORDERS)));
        open(1);
        must(new Request.Acknowledge(1, TestClient.tags(take(1, 1))));
        begin(link, new Request.Credit(1, 1, 1 << 20));
        begin(link, new Request.Send(message(ORDERS, false)));
        for (int i = 0; i < 20; i++) {
            broker.turn();
            broker.log().write(10); // and never syncs it
        }
        List<Tag> held = TestClient.tags(arrived);
        assertEquals(1, held.size());
        broker.log().loseAllUnsafe();
        restart();
        assertEquals(0, waiting(ORDERS));
        must(new Request.Send(message(ORDERS)));
        open(1);
        assertEquals(new Reply.Reclaimed(List.of()), ask(new Request.Reclaim(1, 1, held)));
    }

    @Test
    void makesATemporaryDestinationAgainWithTheNameItHad() throws IOException {
        Request make = new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE);
        Address made = ((Reply.Created) ask(make)).address();
        restart();
        Request again = new Request.CreateTemporary(made.kind(), made.name());
        assertEquals(new Reply.Created(made), ask(again));
        assertEquals(new Reply.Created(made), ask(again), "asked for again");
        LinkEnd other = connect(new UUID(3, 3));
        assertEquals(Problem.INVALID_DESTINATION, ((Reply.Refused) ask(other, again)).problem());
        Request strange = new Request.CreateTemporary(made.kind(), "orders");
        assertEquals(Problem.INVALID_DESTINATION, ((Reply.Refused) ask(strange)).problem());
        must(new Request.DeleteTemporary(made));
        assertEquals(Problem.INVALID_DESTINATION, ((Reply.Refused) ask(other, again)).problem(), "taken by another");
        String guessed =
                Long.toHexString(Objects.requireNonNull(link.connection()).id()) + "-1";
        Request guess = new Request.CreateTemporary(made.kind(), guessed);
        assertEquals(Problem.INVALID_DESTINATION, ((Reply.Refused) ask(other, guess)).problem());
        Address next = ((Reply.Created) ask(make)).address();
        assertTrue(next.name().matches(guessed + "-[0-9a-f]{16}"), next::toString);
    }
}
