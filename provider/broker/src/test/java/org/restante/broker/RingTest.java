package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.MessageId;

/** A ring (whenFull=drop-oldest) beside messages that are in flight and come back. */
final class RingTest extends BrokerFixture {

    private static final String QUEUE = "ring";
    private static final List<String> NEWEST = List.of("4", "5", "6");

    @BeforeEach
    void set() {
        set("maxMessages", "3");
    }

    private void set(String... words) {
        Map<String, String> settings = new HashMap<>(Map.of("whenFull", "drop-oldest"));
        for (int i = 0; i < words.length; i += 2) {
            settings.put(words[i], words[i + 1]);
        }
        client.must(new AdminRequest.Configure(Address.queue(QUEUE), Settings.of(settings)));
    }

    private void send(int from, int to) {
        for (int i = from; i <= to; i++) {
            client.send(QUEUE, Integer.toString(i));
        }
    }

    private List<Event.Delivery> takeThreeAndSendThree(TestClient taking) {
        send(1, 3);
        List<Event.Delivery> taken = taking.take(taking.consume(QUEUE), 3);
        assertEquals(3, taken.size());
        send(4, 6);
        return taken;
    }

    private List<String> waiting() {
        return client.texts(client.consume(QUEUE), 10);
    }

    private void giveBack(List<Event.Delivery> seen) {
        client.must(new Request.Recover(1, TestClient.tags(seen)));
    }

    @Test
    void dropsTheOldestOfWhatComesBackBeyondTheBound() {
        List<Event.Delivery> taken = takeThreeAndSendThree(client);
        giveBack(taken);
        assertEquals(NEWEST, waiting());
        MessageId first = taken.get(0).message().id();
        List<DeliveryStatus.Step> steps = client.status(first).get(0).steps();
        assertEquals(DeliveryStatus.State.PURGED, steps.get(steps.size() - 1).state());
        assertEquals("the ring is full", steps.get(steps.size() - 1).reason());
    }

    @Test
    void hasItsWholeBoundForWhatWaitsBesideWhatIsInFlight() {
        List<Event.Delivery> taken = takeThreeAndSendThree(client);
        client.acknowledge(taken);
        assertEquals(NEWEST, waiting());
    }

    @Test
    void keepsWhatComesBackWithinTheBound() {
        send(1, 3);
        List<Event.Delivery> taken = client.take(client.consume(QUEUE), 3);
        send(4, 4);
        giveBack(taken);
        assertEquals(List.of("2", "3", "4"), waiting());
    }

    @Test
    void countsBytesToo() {
        long size = client.message(QUEUE, "1").size();
        set("maxBytes", Long.toString(3 * size));
        giveBack(takeThreeAndSendThree(client));
        assertEquals(NEWEST, waiting());
    }

    @Test
    void dropsByAgeThoughTheReturnedOnesWaitForTheirRedelivery() {
        set("maxMessages", "3", "redeliveryDelay", "500");
        giveBack(takeThreeAndSendThree(client));
        now.addAndGet(1000);
        assertEquals(NEWEST, waiting());
    }

    @Test
    void dropsWhatIsNotDueYetLast() {
        set("maxMessages", "4");
        client.must(new Request.Send(client.message(QUEUE, "later", 4, 0, now.get() + 1000, Map.of())));
        giveBack(takeThreeAndSendThree(client));
        now.addAndGet(1000);
        assertEquals(List.of("later", "4", "5", "6"), waiting());
    }

    @Test
    void dropsTheOldestWhenAConnectionEnds() {
        TestClient other = connect();
        takeThreeAndSendThree(other);
        other.close();
        assertEquals(NEWEST, waiting());
    }

    @Test
    void dropsTheOldestWhenAConsumerEndsWithWhatNobodyHasSeen() {
        List<Event.Delivery> taken = takeThreeAndSendThree(client);
        assertEquals(3, taken.size());
        client.must(new Request.CloseConsumer(1, List.of()));
        assertEquals(NEWEST, waiting());
    }

    @Test
    void dropsTheOldestWhenABranchIsRolledBack() {
        BranchId branch = new BranchId(1, "01", "02");
        List<Event.Delivery> taken = takeThreeAndSendThree(client);
        client.must(new BranchRequest.Prepare(branch, List.of(), TestClient.tags(taken)));
        client.must(new BranchRequest.RollbackPrepared(branch));
        assertEquals(NEWEST, waiting());
    }

    @Test
    void dropsTheOldestOfWhatWasInFlightBeforeACrash() {
        takeThreeAndSendThree(client);
        Broker crashed = broker;
        log = log.successor();
        start();
        crashed.close();
        assertEquals(NEWEST, waiting());
    }

    @Test
    void asksItsConsumersNotToPrefetch() {
        int consumer = client.consume(QUEUE);
        assertEquals(new Reply.NoPrefetch(), client.ask(new Request.Credit(consumer, 1, 1000)));
        set("maxMessages", "0");
        assertEquals(new Reply.Done(), client.ask(new Request.Credit(consumer, 1, 1000)));
    }
}
