package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Event;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** A last value that is in flight when a later one arrives, and comes back. */
final class ReplacedTest extends BrokerFixture {

    private static final String QUEUE = "prices";

    @BeforeEach
    void set() {
        set("lastValueKey", "stock");
    }

    private void set(String... words) {
        Map<String, String> settings = new java.util.HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            settings.put(words[i], words[i + 1]);
        }
        client.must(new AdminRequest.Configure(Address.queue(QUEUE), Settings.of(settings)));
    }

    private Envelope priced(String price, int priority) {
        return client.message(QUEUE, price, priority, 0, 0, Map.of("stock", "tea"));
    }

    private MessageId send(String price, int priority) {
        Envelope message = priced(price, priority);
        client.must(new Request.Send(message));
        return message.id();
    }

    private MessageId send(String price) {
        return send(price, 4);
    }

    private void giveBack(List<Event.Delivery> seen) {
        client.must(new Request.Recover(1, TestClient.tags(seen)));
    }

    @Test
    void isNotDeliveredAgainWhileTheLaterOneWaits() {
        set("lastValueKey", "stock", "redeliveryDelay", "500");
        MessageId old = send("old");
        int consumer = client.consume(QUEUE);
        List<Event.Delivery> taken = client.take(consumer, 1);
        MessageId young = send("new");
        giveBack(taken);
        now.addAndGet(1000);
        assertEquals(List.of("new"), client.texts(consumer, 5));
        DeliveryStatus.Step last = last(old);
        assertEquals(DeliveryStatus.State.PURGED, last.state());
        assertEquals("replaced by " + young, last.reason());
    }

    private DeliveryStatus.Step last(MessageId message) {
        List<DeliveryStatus.Step> steps = client.status(message).get(0).steps();
        return steps.get(steps.size() - 1);
    }

    @Test
    void isNotDeliveredAgainAfterTheLaterOneWasTaken() {
        send("old");
        int consumer = client.consume(QUEUE);
        List<Event.Delivery> taken = client.take(consumer, 1);
        send("new");
        client.acknowledge(client.take(consumer, 1));
        giveBack(taken);
        assertEquals(List.of(), client.texts(consumer, 5));
    }

    @Test
    void isReplacedWhateverThePriorities() {
        send("old", 9);
        int consumer = client.consume(QUEUE);
        List<Event.Delivery> taken = client.take(consumer, 1);
        send("new", 1);
        giveBack(taken);
        assertEquals(List.of("new"), client.texts(consumer, 5));
    }

    @Test
    void leavesTheLastOfAChainOfLaterOnes() {
        send("1");
        int consumer = client.consume(QUEUE);
        List<Event.Delivery> taken = new java.util.ArrayList<>(client.take(consumer, 1));
        send("2");
        taken.addAll(client.take(consumer, 1));
        send("3");
        taken.addAll(client.take(consumer, 1));
        giveBack(taken);
        assertEquals(List.of("3"), client.texts(consumer, 5));
    }

    @Test
    void isAcknowledgedByATransactionAsBefore() {
        MessageId old = send("old");
        int consumer = client.consume(QUEUE);
        List<Event.Delivery> taken = client.take(consumer, 1);
        send("new");
        client.must(new Request.Commit(1, List.of(), TestClient.tags(taken)));
        assertEquals(DeliveryStatus.State.ACKNOWLEDGED, last(old).state());
        assertEquals(List.of("new"), client.texts(consumer, 5));
    }

    @Test
    void isNotDeliveredAgainAfterItsConsumerOrConnectionEnds() {
        TestClient other = connect();
        send("old");
        int consumer = other.consume(QUEUE);
        other.take(consumer, 1);
        send("new");
        other.close();
        assertEquals(List.of("new"), client.texts(client.consume(QUEUE), 5));
    }

    @Test
    void isNotDeliveredAgainAfterItsBranchIsRolledBack() {
        BranchId branch = new BranchId(1, "01", "02");
        send("old");
        int consumer = client.consume(QUEUE);
        List<Event.Delivery> taken = client.take(consumer, 1);
        client.must(new BranchRequest.Prepare(branch, List.of(), TestClient.tags(taken)));
        send("new");
        client.acknowledge(client.take(consumer, 1));
        restartAfterACrash();
        client.must(new BranchRequest.RollbackPrepared(branch));
        assertEquals(List.of(), client.texts(client.consume(QUEUE), 5));
    }

    @Test
    void isNotDeliveredAgainAfterARestart() {
        send("old");
        int consumer = client.consume(QUEUE);
        client.take(consumer, 1);
        send("new");
        client.acknowledge(client.take(consumer, 1));
        restartAfterACrash();
        assertEquals(List.of(), client.texts(client.consume(QUEUE), 5));
    }

    /** Starts another broker on what the log has, without ending the connections of this one. */
    private void restartAfterACrash() {
        Broker crashed = broker;
        log = log.successor();
        start();
        crashed.close();
    }

    @Test
    void isDeliveredAgainWhenNoLaterOneHasItsValue() {
        send("old");
        int consumer = client.consume(QUEUE);
        List<Event.Delivery> taken = client.take(consumer, 1);
        client.must(new Request.Send(client.message(QUEUE, "coffee", 4, 0, 0, Map.of("stock", "coffee"))));
        giveBack(taken);
        assertEquals(List.of("old", "coffee"), client.texts(consumer, 5));
    }
}
