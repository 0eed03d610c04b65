package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest.CommitPrepared;
import org.restante.link.BranchRequest.Prepare;
import org.restante.link.BranchRequest.RollbackPrepared;
import org.restante.link.Event;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** The sends of a prepared branch have their space at a bounded destination: its commit neither fails nor exceeds the bound. */
final class ReservationTest extends DiskBrokerFixture {

    private static final BranchId FIRST = BranchId.of(7, new byte[] {1}, new byte[0]);
    private static final BranchId SECOND = BranchId.of(7, new byte[] {2}, new byte[0]);

    private void bound(String destination, String... settings) {
        client.must(new AdminRequest.Configure(
                Address.parse(destination), Settings.of(Map.of(settings[0], settings[1], "whenFull", settings[2]))));
    }

    private Prepare branch(BranchId name, String to, String... texts) {
        List<Envelope> sends = new ArrayList<>();
        for (String text : texts) {
            sends.add(client.message(to, text));
        }
        return new Prepare(name, sends, List.of());
    }

    private Problem refusal(String to) {
        return client.refused(new Request.Send(client.message(to, "one too many")))
                .problem();
    }

    private List<String> waiting(String queue) {
        return client.texts(client.consume(queue), 100);
    }

    @Test
    void sendsOfAPreparedBranchCountAtTheBound() {
        bound("queue:q", "maxMessages", "3", "refuse");
        client.must(branch(FIRST, "q", "a", "b"));
        client.send("q", "c");
        assertEquals(Problem.RESOURCE_LIMIT, refusal("q"));
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(branch(SECOND, "q", "one too many")).problem());
        client.must(new CommitPrepared(FIRST));
        assertEquals(List.of("c", "a", "b"), waiting("q"));
    }

    @Test
    void refusalNamesThePreparedBranches() {
        bound("queue:q", "maxMessages", "1", "refuse");
        client.must(branch(FIRST, "q", "a"));
        String reason =
                client.refused(new Request.Send(client.message("q", "b"))).reason();
        assertTrue(
                reason.contains("0 messages of 0 bytes wait there, there is space reserved for 1 messages of "),
                reason);
    }

    @Test
    void rollbackReleasesTheSpace() {
        bound("queue:q", "maxMessages", "2", "refuse");
        client.must(branch(FIRST, "q", "a", "b"));
        assertEquals(Problem.RESOURCE_LIMIT, refusal("q"));
        client.must(new RollbackPrepared(FIRST));
        client.send("q", "c");
        client.send("q", "d");
        assertEquals(List.of("c", "d"), waiting("q"));
    }

    @Test
    void commitReleasesTheReservation() {
        bound("queue:q", "maxMessages", "2", "refuse");
        client.must(branch(FIRST, "q", "a"));
        client.must(new CommitPrepared(FIRST));
        client.send("q", "b");
        assertEquals(Problem.RESOURCE_LIMIT, refusal("q"));
        List<Event.Delivery> taken = client.take(client.consume("q"), 2);
        client.acknowledge(taken);
        client.send("q", "c");
    }

    @Test
    void bytesAreReserved() {
        String text = "x".repeat(500);
        bound("queue:q", "maxBytes", "1500", "refuse");
        client.must(branch(FIRST, "q", text, text));
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new Request.Send(client.message("q", text))).problem());
        client.send("q", "small");
        client.must(new CommitPrepared(FIRST));
        assertEquals(List.of("small", text, text), waiting("q"));
    }

    @Test
    void sendThatWaitsForSpaceGetsItWhenTheBranchIsRolledBack() {
        bound("queue:q", "maxMessages", "1", "block");
        client.must(branch(FIRST, "q", "a"));
        CompletableFuture<Reply> waits = client.request(new Request.Send(client.message("q", "b")));
        client.ask(new AdminRequest.Configuration());
        assertFalse(waits.isDone());
        client.must(new RollbackPrepared(FIRST));
        assertEquals(new Reply.Done(), waits.orTimeout(10, TimeUnit.SECONDS).join());
    }

    @Test
    void boundThatIsSetAfterThePrepareCountsIt() {
        client.must(branch(FIRST, "q", "a"));
        bound("queue:q", "maxMessages", "1", "refuse");
        assertEquals(Problem.RESOURCE_LIMIT, refusal("q"));
        client.must(new CommitPrepared(FIRST));
        assertEquals(List.of("a"), waiting("q"));
    }

    @Test
    void subscriptionHasItsSpaceReserved() {
        bound("topic:news", "maxMessages", "2", "refuse");
        int consumer = client.consume("topic:news");
        client.must(branch(FIRST, "topic:news", "a", "b"));
        assertEquals(Problem.RESOURCE_LIMIT, refusal("topic:news"));
        client.must(new CommitPrepared(FIRST));
        assertEquals(List.of("a", "b"), client.texts(consumer, 100));
    }

    @Test
    void ringNeedsNoReservation() {
        bound("queue:q", "maxMessages", "2", "drop-oldest");
        client.must(branch(FIRST, "q", "a", "b"));
        client.send("q", "c");
        client.send("q", "d");
        client.must(new CommitPrepared(FIRST));
        assertEquals(List.of("a", "b"), waiting("q"));
    }

    @Test
    void importByAnOperatorLeavesTheSpaceOfABranch() {
        bound("queue:q", "maxMessages", "1", "refuse");
        client.must(branch(FIRST, "q", "a"));
        assertEquals(
                Problem.RESOURCE_LIMIT,
                client.refused(new AdminRequest.Import(
                                Place.of(Address.queue("q")),
                                List.of(new AdminRequest.Imported(client.message("q", "b"), 0))))
                        .problem());
    }

    @Test
    void spaceIsReservedAgainAfterARestart() {
        bound("queue:q", "maxMessages", "2", "refuse");
        client.must(branch(FIRST, "q", "a"));
        client.must(branch(SECOND, "q", "b"));
        restart();
        int consumer = client.consume("q");
        Awaitility.await()
                .until(
                        () -> { // until the messages of both branches are read there is space
                            Reply reply = client.ask(new Request.Send(client.message("q", "early")));
                            if (reply instanceof Reply.Done) {
                                client.acknowledge(client.take(consumer, 1));
                            }
                            return reply instanceof Reply.Refused;
                        });
        client.must(new RollbackPrepared(FIRST));
        client.send("q", "c");
        assertEquals(Problem.RESOURCE_LIMIT, refusal("q"));
        client.must(new CommitPrepared(SECOND));
        assertEquals(List.of("c", "b"), client.texts(consumer, 100));
    }

    @Test
    void spaceIsReservedOnceHoweverOftenTheDefinitionsAreAppendedAgain() {
        bound("queue:q", "maxMessages", "3", "refuse");
        for (int i = 0; i < 1_000; i++) { // more than one entry takes
            client.must(new AdminRequest.Create(Address.queue("n".repeat(400) + i)));
        }
        client.must(branch(FIRST, "q", "a"));
        Awaitility.await().until(() -> {
            client.send("others", "x".repeat(100_000));
            return covered() >= 0;
        });
        client.send("q", "b");
        client.send("q", "c");
        assertEquals(Problem.RESOURCE_LIMIT, refusal("q"));
    }

    private long covered() {
        return ((Reply.Disk) client.ask(new AdminRequest.Disk())).status().covered();
    }
}
