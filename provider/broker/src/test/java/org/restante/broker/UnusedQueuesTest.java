package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.disk.FaultyDisk;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Filter;
import org.restante.link.Place;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Queues that their first use made go when they are unused for a time; all others stay. */
class UnusedQueuesTest {

    private static final Address QUEUE = Address.queue("orders");
    private static final Address OTHER = Address.queue("other");
    private static final long AFTER = 1000;
    private static final long STEP = 50;

    private final Random random = new Random(1);
    private SimulatedLog.Medium medium = new SimulatedLog.Medium();
    private FaultyDisk disk = new FaultyDisk();
    private BrokerOptions options =
            BrokerOptions.forHeap(256 << 20).withMaxMessage(3000).withUnusedQueues(AFTER);
    private long time = 1_000_000;
    private long set;
    private long lastMessage;
    private SimulatedBroker broker;
    private LinkEnd link;

    @BeforeEach
    void start() throws IOException {
        broker = new SimulatedBroker(
                medium,
                disk,
                options,
                () -> Instant.ofEpochMilli(time + set),
                () -> time * 1_000_000,
                () -> time + set,
                random);
        link = broker.engine().connect(event -> {});
        must(new Request.Connect(null, null, null));
    }

    private void restart() throws IOException {
        broker.worker().die();
        broker.log().kill(random);
        start();
    }

    private void must(Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        broker.engine().handle(link, request, answer);
        broker.settle(random);
        assertFalse(answer.join() instanceof Reply.Refused, () -> answer.join().toString());
    }

    private void send(Address to, long deliveryTime, Map<String, Object> properties) {
        Header header =
                new Header(new MessageId(1, 1, ++lastMessage), to, true, 4, 1, 0, deliveryTime, null, null, null);
        must(new Request.Send(Envelope.of(header, properties, BodyKind.BYTES, new byte[10])));
    }

    private void send(Address to) {
        send(to, 0, Map.of());
    }

    private void purge() {
        must(new AdminRequest.Sweep(
                AdminRequest.Act.PURGE, Place.of(QUEUE), null, Filter.ANY, AdminRequest.ALL, null, AdminRequest.ALL));
    }

    /** Makes the queue by use, and empties it. */
    private void use() {
        send(QUEUE);
        purge();
    }

    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += STEP) {
            time += STEP;
            broker.settle(random);
        }
    }

    private boolean exists(Address queue) {
        return broker.state().destinations().queue(queue) != null;
    }

    @Test
    void goesWhenItIsEmptyAndNobodyUsesItForTheTime() throws IOException {
        send(QUEUE);
        pass(5 * AFTER);
        assertTrue(exists(QUEUE), "a message waits");
        purge();
        pass(AFTER - STEP);
        assertTrue(exists(QUEUE), "the time is not over");
        pass(5 * STEP);
        assertFalse(exists(QUEUE));
        restart();
        assertFalse(exists(QUEUE), "the deletion is in the log");
        use();
        assertTrue(exists(QUEUE), "the next use makes it again");
    }

    @Test
    void staysForEverUnlessTheOptionIsSet() throws IOException {
        options = options.withUnusedQueues(0);
        restart();
        use();
        pass(20 * AFTER);
        assertTrue(exists(QUEUE));
    }

    @Test
    void timeIsNotOfTheClockThatCanBeSet() {
        use();
        set = 10 * AFTER;
        pass(AFTER / 2);
        set = -10 * AFTER;
        pass(AFTER / 4);
        assertTrue(exists(QUEUE));
        pass(AFTER / 2);
        assertFalse(exists(QUEUE));
    }

    @Test
    void usesBetweenTwoLooksBeginTheTimeAnew() {
        use();
        for (int i = 0; i < 10; i++) {
            pass(AFTER / 2);
            use();
        }
        assertTrue(exists(QUEUE));
        for (int i = 1; i < 10; i++) {
            pass(AFTER / 2);
            must(new Request.OpenConsumer(1, i, QUEUE, null, false, null));
            must(new Request.CloseConsumer(i, List.of()));
        }
        assertTrue(exists(QUEUE));
        pass(AFTER + 3 * STEP);
        assertFalse(exists(QUEUE));
    }

    @Test
    void staysWhileItHasAConsumer() {
        must(new Request.OpenConsumer(1, 1, QUEUE, null, false, null));
        pass(5 * AFTER);
        assertTrue(exists(QUEUE));
        must(new Request.CloseConsumer(1, List.of()));
        pass(AFTER + 3 * STEP);
        assertFalse(exists(QUEUE));
    }

    @Test
    void staysWhileMessagesAreInFlightOrDelayed() {
        send(QUEUE, time + 10 * AFTER, Map.of());
        send(OTHER);
        must(new Request.OpenConsumer(1, 1, OTHER, null, false, null));
        must(new Request.Credit(1, 10, 1 << 20));
        must(new Request.CloseConsumer(1, List.of()));
        pass(5 * AFTER);
        assertTrue(exists(QUEUE));
        assertTrue(exists(OTHER));
    }

    @Test
    void staysWhenItWasCreatedBeforeOrAfterItsUse() throws IOException {
        must(new AdminRequest.Create(QUEUE));
        send(OTHER);
        must(new AdminRequest.Create(OTHER));
        must(new AdminRequest.Sweep(
                AdminRequest.Act.PURGE, Place.of(OTHER), null, Filter.ANY, AdminRequest.ALL, null, AdminRequest.ALL));
        pass(5 * AFTER);
        restart();
        pass(5 * AFTER);
        assertTrue(exists(QUEUE));
        assertTrue(exists(OTHER));
    }

    @Test
    void staysWhenItIsPausedOrWasPausedOrHasSettings() throws IOException {
        use();
        send(OTHER);
        must(new AdminRequest.Pause(Place.of(QUEUE), true));
        must(new AdminRequest.Pause(Place.of(QUEUE), false));
        must(new AdminRequest.Sweep(
                AdminRequest.Act.PURGE, Place.of(OTHER), null, Filter.ANY, AdminRequest.ALL, null, AdminRequest.ALL));
        must(new AdminRequest.Configure(OTHER, Settings.NONE.with(Setting.MAX_DELIVERIES, "3")));
        restart();
        pass(5 * AFTER);
        assertTrue(exists(QUEUE));
        assertTrue(exists(OTHER));
        must(new AdminRequest.Configure(Address.queue(">"), Settings.NONE.with(Setting.MAX_DELIVERIES, "3")));
        must(new AdminRequest.Configure(OTHER, Settings.NONE));
        pass(AFTER + 5 * STEP);
        assertFalse(exists(OTHER), "settings of a pattern are not its own");
    }

    @Test
    void staysWhileItRemembersIdentifiers() {
        send(QUEUE, 0, Map.of("JMS_RESTANTE_DUPLICATE_ID", "one"));
        purge();
        pass(5 * AFTER);
        assertTrue(exists(QUEUE));
    }

    @Test
    void nothingGoesWhileABranchIsPrepared() {
        BranchId branch = BranchId.of(1, new byte[] {1}, new byte[] {2});
        Header header = new Header(new MessageId(1, 1, ++lastMessage), QUEUE, true, 4, 1, 0, 0, null, null, null);
        Envelope envelope = Envelope.of(header, Map.of(), BodyKind.BYTES, new byte[10]);
        use();
        must(new BranchRequest.Prepare(branch, List.of(envelope), List.of()));
        pass(5 * AFTER);
        assertTrue(exists(QUEUE));
        must(new BranchRequest.RollbackPrepared(branch));
        pass(AFTER + 5 * STEP);
        assertFalse(exists(QUEUE));
    }

    /** The mark survives in the log alone, and in a snapshot alone. */
    @Test
    void isKnownAsMadeByUseAfterARestart() throws IOException {
        use();
        restart();
        pass(AFTER - STEP);
        assertTrue(exists(QUEUE), "the time begins anew");
        pass(5 * STEP);
        assertFalse(exists(QUEUE));

        options = options.withSnapshotBytes(1000).withUnusedQueues(0);
        restart();
        use();
        must(new AdminRequest.Create(Address.queue("created")));
        while (broker.maintenance().snapshotsTaken() < 2) {
            send(OTHER);
        }
        medium = new SimulatedLog.Medium();
        options = options.withUnusedQueues(AFTER);
        restart();
        assertTrue(exists(QUEUE));
        pass(AFTER + 5 * STEP);
        assertFalse(exists(QUEUE));
        assertTrue(exists(Address.queue("created")));
    }

    @Test
    void looksAtManyQueuesInSlices() {
        for (int i = 0; i < 3000; i++) {
            must(new Request.OpenConsumer(1, 1, Address.queue("q" + i), null, false, null));
            must(new Request.CloseConsumer(1, List.of()));
        }
        pass(AFTER + 10 * STEP);
        assertEquals(0, broker.state().destinations().owners().size());
    }
}
