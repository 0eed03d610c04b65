package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest.CommitPrepared;
import org.restante.link.BranchRequest.Prepare;
import org.restante.link.BranchRequest.Prepared;
import org.restante.link.BranchRequest.RollbackPrepared;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Branches of distributed transactions at the level of requests; without a cache, so that bodies are read from the log. */
class BranchTest extends DiskBrokerFixture {

    private static final BranchId BRANCH = BranchId.of(7, new byte[] {1, 2}, new byte[] {-1});

    private List<BranchId> prepared() {
        return ((Reply.Branches) client.ask(new Prepared())).branches();
    }

    private Envelope message(String to, String text) {
        return client.message(to, text);
    }

    private void prepareSendsOf(String... texts) {
        List<Envelope> sends = new ArrayList<>();
        for (String text : texts) {
            sends.add(message("orders", text));
        }
        client.must(new Prepare(BRANCH, sends, List.of()));
    }

    /** Sends messages, receives them, and prepares a branch that acknowledges them. */
    private List<Event.Delivery> prepareToAcknowledge(String... texts) {
        for (String text : texts) {
            client.send("orders", text);
        }
        List<Event.Delivery> taken = client.take(client.consume("orders"), texts.length);
        client.must(new Prepare(BRANCH, List.of(), TestClient.tags(taken)));
        return taken;
    }

    private List<String> waiting(String queue) {
        return client.texts(client.consume(queue), 100);
    }

    @Test
    void showsTheSendsOfABranchOnlyOnceItIsCommitted() {
        prepareSendsOf("one", "two", "three");
        assertEquals(List.of(BRANCH), prepared());
        assertEquals(List.of(), waiting("orders"));
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of("one", "two", "three"), waiting("orders"));
        assertEquals(List.of(), prepared());
    }

    @Test
    void keepsTheOrderOfSendsWhateverTheirPriorities() {
        client.must(new Prepare(
                BRANCH,
                List.of(
                        client.message("orders", "first", 4, 0, 0, Map.of()),
                        client.message("other", "high", 9, 0, 0, Map.of()),
                        client.message("orders", "second", 4, 0, 0, Map.of())),
                List.of()));
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of("first", "second"), waiting("orders"));
    }

    @Test
    void forgetsTheSendsOfABranchThatIsRolledBack() {
        prepareSendsOf("never");
        client.must(new RollbackPrepared(BRANCH));
        assertEquals(List.of(), waiting("orders"));
        assertEquals(
                Problem.NO_SUCH_BRANCH,
                client.refused(new CommitPrepared(BRANCH)).problem());
    }

    @Test
    void letsGoWhatACommittedBranchAcknowledged() {
        List<Event.Delivery> taken = prepareToAcknowledge("a", "b");
        client.must(new CommitPrepared(BRANCH));
        client.must(new Request.Recover(1, List.of()));
        assertEquals(List.of(), waiting("orders"));
        assertEquals(
                State.ACKNOWLEDGED,
                client.status(taken.get(0).message().id()).get(0).state());
    }

    @Test
    void givesBackWhatARolledBackBranchAcknowledgedWithItsCountAndInItsPlace() {
        prepareToAcknowledge("a", "b");
        client.send("orders", "c");
        client.must(new RollbackPrepared(BRANCH));
        List<Event.Delivery> again = client.take(client.consume("orders"), 10);
        assertEquals(
                List.of("a", "b", "c"), again.stream().map(TestClient::text).toList());
        assertEquals(
                List.of(2, 2, 1), again.stream().map(Event.Delivery::attempt).toList());
    }

    @Test
    void holdsWhatItAcknowledgedWhateverBecomesOfItsSessionAndItsLink() {
        prepareToAcknowledge("a");
        client.must(new Request.Recover(1, List.of()));
        client.must(new Request.CloseSession(1, List.of()));
        assertEquals(List.of(), waiting("orders"));
        client.close();
        client = new TestClient(broker);
        assertEquals(List.of(), waiting("orders"));
        client.must(new RollbackPrepared(BRANCH));
        assertEquals(List.of("a"), waiting("orders"));
    }

    @Test
    void outlivesARestart() {
        prepareToAcknowledge("taken");
        BranchId second = BranchId.of(7, new byte[] {1, 2}, new byte[0]);
        client.must(new Prepare(second, List.of(message("orders", "sent")), List.of()));
        restart();
        restart();
        assertEquals(List.of(BRANCH, second), prepared());
        assertEquals(List.of(), waiting("orders"));
        client.must(new RollbackPrepared(BRANCH));
        client.must(new CommitPrepared(second));
        List<Event.Delivery> come = client.take(client.consume("orders"), 10);
        assertEquals(
                List.of("taken", "sent"), come.stream().map(TestClient::text).toList());
        assertEquals(List.of(2, 1), come.stream().map(Event.Delivery::attempt).toList());
        restart();
        assertEquals(List.of(), prepared());
        assertEquals(List.of("taken", "sent"), waiting("orders"));
    }

    @Test
    void staysWholeThoughTheLogGoesOnAndItsBeginningIsTrimmed() {
        prepareToAcknowledge("taken");
        BranchId second = BranchId.of(7, new byte[] {9}, new byte[0]);
        client.must(new Prepare(second, List.of(message("orders", "sent")), List.of()));
        String text = "x".repeat(100_000);
        int consumer = client.consume("traffic");
        Awaitility.await().until(() -> {
            client.send("traffic", text);
            client.acknowledge(client.take(consumer, 1));
            return journal.first() > 0;
        });
        restart();
        assertEquals(List.of(BRANCH, second), prepared());
        client.must(new CommitPrepared(second));
        client.must(new RollbackPrepared(BRANCH));
        assertEquals(List.of("taken", "sent"), waiting("orders"));
    }

    @Test
    void answersEveryoneWhoCommitsTheSameBranch() {
        prepareSendsOf("one", "two");
        CompletableFuture<Reply> first = client.request(new CommitPrepared(BRANCH));
        CompletableFuture<Reply> second = client.request(new CommitPrepared(BRANCH));
        assertInstanceOf(Reply.Done.class, first.join());
        Reply late = second.join(); // the commit may still be in progress, or over
        assertEquals(true, late instanceof Reply.Done || ((Reply.Refused) late).problem() == Problem.NO_SUCH_BRANCH);
        assertEquals(List.of("one", "two"), waiting("orders"));
    }

    @Test
    void refusesABranchThatIsPreparedAlready() {
        prepareSendsOf("one");
        assertEquals(
                Problem.BRANCH_EXISTS,
                client.refused(new Prepare(BRANCH, List.of(), List.of())).problem());
    }

    @Test
    void refusesToAcknowledgeForABranchWhatIsNotInFlightForItsLink() {
        client.send("orders", "one");
        List<Event.Delivery> taken = client.take(client.consume("orders"), 1);
        try (TestClient other = new TestClient(broker)) {
            Prepare stolen = new Prepare(BRANCH, List.of(), TestClient.tags(taken));
            assertEquals(Problem.ILLEGAL_STATE, other.refused(stolen).problem());
        }
        assertEquals(List.of(), prepared());
        client.acknowledge(taken);
    }

    @Test
    void refusesMoreBranchesThanItsBound() {
        for (int i = 0; i < PreparedBranches.MAX_BRANCHES; i++) {
            BranchId next = BranchId.of(i, new byte[] {1}, new byte[0]);
            client.request(new Prepare(next, List.of(), List.of()));
        }
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new Prepare(BRANCH, List.of(), List.of())).problem());
        assertEquals(PreparedBranches.MAX_BRANCHES, prepared().size());
    }

    @Test
    void sendsToTheSubscriptionsThatAreThereAtTheCommit() {
        client.must(new Prepare(BRANCH, List.of(message("topic:news", "extra")), List.of()));
        int late = client.consume("topic:news");
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of("extra"), client.texts(late, 10));
    }

    @Test
    void dropsWhatWasSentToATemporaryQueueThatIsGone() {
        Reply.Created made = (Reply.Created) client.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE));
        String gone = made.address().toString();
        client.must(new Prepare(BRANCH, List.of(message(gone, "reply"), message("orders", "order")), List.of()));
        client.must(new Request.DeleteTemporary(made.address()));
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of("order"), waiting("orders"));
    }

    @Test
    void doesNotLetTimePassForWhatIsNotSentYet() {
        Envelope brief = client.message("orders", "brief", 4, now.get() + 1000, 0, Map.of());
        client.must(new Prepare(BRANCH, List.of(brief), List.of()));
        now.addAndGet(5000);
        client.send("orders", "to make time pass");
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of("to make time pass"), waiting("orders"));
        Awaitility.await()
                .until(() -> client.status(brief.id()).stream().anyMatch(status -> status.state() == State.EXPIRED));
    }

    @Test
    void doesNotExpireWhatABranchHolds() {
        client.must(new Request.Send(client.message("orders", "brief", 4, now.get() + 1000, 0, Map.of())));
        List<Event.Delivery> taken = client.take(client.consume("orders"), 1);
        client.must(new Prepare(BRANCH, List.of(), TestClient.tags(taken)));
        now.addAndGet(5000);
        restart();
        client.must(new CommitPrepared(BRANCH));
        assertEquals(
                State.ACKNOWLEDGED,
                client.status(taken.get(0).message().id()).get(0).state());
    }

    @Test
    void keepsADurableSubscriptionWhoseMessagesABranchHolds() {
        Request.Subscription kept = new Request.Subscription("kept", true, true);
        int consumer = client.consume("topic:news", null, kept);
        client.send("topic:news", "extra");
        client.must(new Prepare(BRANCH, List.of(), TestClient.tags(client.take(consumer, 1))));
        client.must(new Request.CloseConsumer(consumer, List.of()));
        assertEquals(
                Problem.ILLEGAL_STATE,
                client.refused(new Request.Unsubscribe("kept")).problem());
        client.must(new RollbackPrepared(BRANCH));
        assertEquals(List.of("extra"), client.texts(client.consume("topic:news", null, kept), 10));
    }

    @Test
    void hidesWhatIsPreparedFromBrowsersAndFromTheStatus() {
        Envelope sent = message("orders", "secret");
        client.must(new Prepare(BRANCH, List.of(sent), List.of()));
        var page = (Reply.Page)
                client.ask(new Request.Browse(Address.queue("orders"), null, null, 10, Request.Browse.ALL));
        assertEquals(List.of(), page.messages());
        assertEquals(List.of(), client.status(sent.id()));
    }
}
