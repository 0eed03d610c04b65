package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.AdminRequest.Act;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest.CommitPrepared;
import org.restante.link.BranchRequest.Prepare;
import org.restante.link.BranchRequest.RollbackPrepared;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DestinationStatus;
import org.restante.link.Event;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Requests of operators while branches of distributed transactions are prepared. */
class BranchAdministrationTest extends DiskBrokerFixture {

    private static final BranchId BRANCH = BranchId.of(7, new byte[] {1, 2}, new byte[] {-1});
    private static final Address ORDERS = Address.queue("orders");
    private static final Filter ALL = new Filter(null, null, 0, true);

    @Override
    protected InstantSource clock() {
        return InstantSource.system();
    }

    private List<Envelope> prepareSends(int count) {
        List<Envelope> sends = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            sends.add(client.message("orders", "sent" + i));
        }
        client.must(new Prepare(BRANCH, sends, List.of()));
        return sends;
    }

    /** Sends two messages, one of which a prepared branch acknowledges; returns both. */
    private List<Event.Delivery> prepareToAcknowledgeOneOfTwo() {
        client.send("orders", "held");
        client.send("orders", "waits");
        int consumer = client.consume("orders");
        List<Event.Delivery> taken = client.take(consumer, 1);
        client.must(new Prepare(BRANCH, List.of(), TestClient.tags(taken)));
        client.must(new org.restante.link.Request.CloseConsumer(consumer, List.of()));
        return taken;
    }

    private Reply.Swept sweep(Act act, Filter which) {
        Address to = act == Act.MOVE || act == Act.COPY ? Address.queue("other") : null;
        var request =
                new AdminRequest.Sweep(act, Place.of(ORDERS), to, which, AdminRequest.ALL, null, AdminRequest.ALL);
        return (Reply.Swept) client.ask(request);
    }

    private List<DestinationStatus> destinations() {
        return ((Reply.Destinations) client.ask(new AdminRequest.Destinations(null, 0))).destinations();
    }

    private List<String> waiting() {
        return client.texts(client.consume("orders"), 100);
    }

    @Test
    void listsAndFindsNothingOfWhatABranchWouldSend() {
        client.must(new AdminRequest.Create(ORDERS));
        Envelope sent = prepareSends(2).get(0);
        assertEquals(
                List.of(ORDERS),
                destinations().stream().map(DestinationStatus::address).toList());
        assertEquals(0, destinations().get(0).counts().messages());
        assertEquals(List.of(), client.status(sent.id()));
        var asked = new AdminRequest.Deliveries(null, null, 0, AdminRequest.ALL, 1000, null);
        assertEquals(List.of(), ((Reply.Deliveries) client.ask(asked)).deliveries());
        int hidden = destinations().get(0).id() + 1;
        for (Address guess : List.of(ORDERS, Address.queue("(prepared branch " + BRANCH + ")"))) {
            Place place = new Place(guess, hidden);
            var look = new AdminRequest.Look(place, ALL, 10, null, AdminRequest.ALL);
            assertEquals(Problem.INVALID_DESTINATION, client.refused(look).problem());
            var delete = new AdminRequest.Delete(place, true);
            assertEquals(Problem.INVALID_DESTINATION, client.refused(delete).problem());
            var pause = new AdminRequest.Pause(place, true);
            assertEquals(Problem.INVALID_DESTINATION, client.refused(pause).problem());
        }
        client.must(new CommitPrepared(BRANCH));
        assertEquals(State.QUEUED, client.status(sent.id()).get(0).state());
        assertEquals(2, ((Reply.Deliveries) client.ask(asked)).deliveries().size());
    }

    @Test
    void purgesWhatWaitsAndNotWhatABranchWouldSend() {
        client.send("orders", "before");
        prepareSends(2);
        assertEquals(1, sweep(Act.PURGE, ALL).messages());
        restart();
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of("sent0", "sent1"), waiting());
    }

    @Test
    void deletesAQueueToWhichABranchSendsAndItComesBackWithTheCommit() {
        client.must(new AdminRequest.Create(ORDERS));
        prepareSends(1);
        assertInstanceOf(Reply.Swept.class, client.ask(new AdminRequest.Delete(Place.of(ORDERS), false)));
        assertEquals(List.of(), destinations());
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of("sent0"), waiting());
    }

    @Test
    void leavesWhatABranchHoldsUnlessItIsMeantToo() {
        var held = prepareToAcknowledgeOneOfTwo().get(0).message().id();
        assertEquals(1, sweep(Act.COUNT, Filter.ANY).messages());
        assertEquals(2, sweep(Act.COUNT, ALL).messages());
        Reply.Swept moved = sweep(Act.MOVE, new Filter(held, null, 0, true));
        assertEquals(0, moved.messages());
        assertEquals(1, moved.stayed());
        var asked = new AdminRequest.Messages(Place.of(ORDERS), true, null);
        var inFlight = ((Reply.Messages) client.ask(asked)).messages();
        assertEquals(held, inFlight.get(0).id());
        var holder = inFlight.get(0).holder();
        assertNotNull(holder);
        assertEquals("prepared branch " + BRANCH, holder.consumer());
        assertEquals(0, holder.connection());
        assertEquals(1, sweep(Act.PURGE, Filter.ANY).messages());
        client.must(new RollbackPrepared(BRANCH));
        assertEquals(List.of("held"), waiting());
    }

    @Test
    void purgesWhatABranchHoldsForGood() {
        for (boolean commits : new boolean[] {true, false}) {
            var held = prepareToAcknowledgeOneOfTwo().get(0).message().id();
            assertEquals(2, sweep(Act.PURGE, ALL).messages());
            assertEquals(State.PURGED, client.status(held).get(0).state());
            restart();
            client.must(commits ? new CommitPrepared(BRANCH) : new RollbackPrepared(BRANCH));
            assertEquals(List.of(), waiting());
            assertEquals(State.PURGED, client.status(held).get(0).state());
        }
    }

    @Test
    void deletesAQueueOfWhichABranchHoldsAMessageOnlyByForce() {
        prepareToAcknowledgeOneOfTwo();
        var refused = client.refused(new AdminRequest.Delete(Place.of(ORDERS), false));
        assertEquals(Problem.ILLEGAL_STATE, refused.problem());
        Reply.Swept deleted = (Reply.Swept) client.ask(new AdminRequest.Delete(Place.of(ORDERS), true));
        assertEquals(2, deleted.messages());
        restart();
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of(), destinations());
    }

    @Test
    void aBranchAsksForRoomWhenItIsPreparedAndNotWhenItIsCommitted() {
        client.must(new AdminRequest.Configure(ORDERS, Settings.of(Map.of("maxMessages", "2", "whenFull", "refuse"))));
        client.send("orders", "one");
        var two = new Prepare(BRANCH, List.of(client.message("orders", "a"), client.message("orders", "b")), List.of());
        assertEquals(Problem.RESOURCE_LIMIT, client.refused(two).problem());
        client.must(new Prepare(BRANCH, List.of(client.message("orders", "a")), List.of()));
        var full = new org.restante.link.Request.Send(client.message("orders", "three"));
        assertEquals(Problem.RESOURCE_LIMIT, client.refused(full).problem());
        client.must(new CommitPrepared(BRANCH));
        assertEquals(2, sweep(Act.COUNT, ALL).messages());
    }

    @Test
    void aBranchCommitsToAPausedQueueWhereItsMessagesWait() {
        client.must(new AdminRequest.Create(ORDERS));
        client.must(new AdminRequest.Pause(Place.of(ORDERS), true));
        prepareSends(1);
        client.must(new CommitPrepared(BRANCH));
        assertEquals(List.of(), waiting());
        client.must(new AdminRequest.Pause(Place.of(ORDERS), false));
        assertEquals(List.of("sent0"), waiting());
    }

    @Test
    void isToldByItsNameWhereItHoldsTheLog() {
        prepareSends(3);
        Reply.Holders holders = (Reply.Holders) client.ask(new AdminRequest.Holders(AdminRequest.ALL, null));
        assertEquals(1, holders.holders().size());
        assertEquals(3, holders.holders().get(0).messages());
        assertTrue(holders.holders().get(0).destination().name().startsWith("(prepared branch "));
    }
}
