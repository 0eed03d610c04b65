package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.SharedBacklog;
import org.restante.broker.state.Topic;
import org.restante.disk.FaultyDisk;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A random history of a broker, from a seed: clients connect, send, receive and acknowledge; time, log and maintenance advance; the
 * broker crashes. Owned by the thread that runs it.
 */
final class Simulation {

    private final Random random;
    private final SimulatedLog.Medium medium = new SimulatedLog.Medium();
    private final FaultyDisk disk = new FaultyDisk();
    private final BrokerOptions options;
    private final int hardship;
    private final SimulationState state;
    private final Followed followed;
    private final Evictions evictions;
    private final Traffic traffic;
    private final Consuming consuming;
    private final Reconnects reconnects;

    /** Events that the histories must cover; the test checks that each occurred. */
    enum Coverage {
        CRASHES,
        CLOCK_SET,
        POWER_LOSSES,
        DELIVERIES,
        PACKED,
        IN_MEMORY,
        SPILLED,
        RECOVERED_PACKED,
        RECOVERED_SHARED,
        RECOVERED_EXCEPTIONS,
        SNAPSHOTS,
        COPIED_FORWARD,
        TRIMMED,
        REFUSED,
        OVERFLOWED,
        REPLACED,
        TAKEN_OVER,
        RESUMED,
        LINGERED,
        RECLAIMED,
        DONE_BEFORE,
        DONE_AGAIN,
        UNUSED_GONE
    }

    Simulation(long seed, List<Coverage> coverage) throws IOException {
        random = new Random(seed);
        int cache = random.nextInt(4) == 0 ? 1 << 20 : random.nextInt(3) == 0 ? 0 : random.nextInt(3000);
        options = BrokerOptions.forHeap(1 << 30)
                .withMaxMessage(3000)
                .withCacheBytes(cache)
                .withSnapshotBytes(1000 + random.nextInt(6000))
                .withLinger(SimulationState.LINGER)
                .withBlock(2 + random.nextInt(7))
                .withUnusedQueues(seed % 3 == 0 ? 0 : 10 + seed % 500);
        hardship = 1 + random.nextInt(10);
        followed = new Followed(medium, options);
        state = new SimulationState(random, coverage, seed % 4 == 3, this::start);
        evictions = new Evictions(state);
        traffic = new Traffic(state, evictions);
        consuming = new Consuming(state, traffic);
        reconnects = new Reconnects(state, traffic, consuming, evictions);
        evictions.configure();
    }

    private SimulatedBroker start(SimulationState in) throws IOException {
        return new SimulatedBroker(medium, disk, options, in, random);
    }

    void run(int steps) throws IOException {
        for (int i = 0; state.sharing && i < 10; i++) {
            consuming.openConsumer();
            consuming.closeConsumer();
        }
        for (int i = 0; i < (state.sharing ? 2 * steps : steps); i++) {
            Set<Integer> made = madeByUse();
            SimulatedBroker before = state.broker;
            step();
            evictions.check();
            if (i % 16 == 0) {
                followed.follow();
            }
            if (before == state.broker && !madeByUse().containsAll(made)) {
                state.coverage.add(Coverage.UNUSED_GONE);
            }
            String failure = state.broker.engine().failure();
            assertNull(failure, failure);
            if (disk.isOff()) {
                crash();
            }
        }
        finish();
    }

    private Set<Integer> madeByUse() {
        return state.broker.state().destinations().owners().stream()
                .filter(DeliveryQueue::isMadeByUse)
                .map(DeliveryQueue::id)
                .collect(Collectors.toSet());
    }

    private void step() throws IOException {
        switch (random.nextInt(100)) {
            case 0 -> perhapsCrash();
            case 1 -> disconnect();
            case 2 -> setClock();
            case 3, 4 -> state.pass(random.nextInt(2000));
            case 5 -> consuming.unsubscribe();
            case 6 -> state.broker.log().fill(random.nextInt(8) == 0);
            case 7 -> perhapsLosePower();
            case 8 -> consuming.closeConsumer();
            case 9, 10 -> consuming.recover();
            case 11 -> consuming.closeSession();
            case 12 -> traffic.temporary();
            case 13, 14 -> reconnects.step();
            case 15 -> state.clients.forEach(client -> client.takeAnswers(pending -> random.nextBoolean()));
            default -> {
                if (state.sharing) {
                    share();
                }
                often();
            }
        }
    }

    /** Lets maintenance copy forward more often than other histories do. */
    private void share() {
        int dice = random.nextInt(12);
        if (dice == 0) {
            state.broker.log().fill(random.nextInt(3) == 0);
        } else if (dice < 4) {
            state.turn();
            state.broker.log().write(10);
            state.broker.log().sync();
            state.broker.worker().step();
        } else if (dice < 6) {
            traffic.credit();
            traffic.acknowledge();
        } else if (dice == 6) {
            consuming.openConsumer();
        } else if (dice == 7) {
            consuming.closeConsumer();
        }
    }

    private void setClock() {
        if (random.nextInt(4) == 0) {
            state.set(random.nextInt(8000) - 4000);
            state.coverage.add(Coverage.CLOCK_SET);
        }
    }

    private void perhapsCrash() throws IOException {
        if (random.nextInt(hardship) == 0) {
            crash();
        }
    }

    private void perhapsLosePower() {
        if (random.nextInt(hardship) == 0) {
            disk.losePowerAfter(random.nextInt(400));
        }
    }

    private void often() {
        int dice = random.nextInt(100);
        if (dice < 15) {
            traffic.send();
        } else if (dice < 20) {
            traffic.commit();
        } else if (dice < 30) {
            traffic.acknowledge();
        } else if (dice < 34) {
            consuming.openConsumer();
        } else if (dice < 42) {
            traffic.credit();
        } else if (dice < 45) {
            traffic.drain();
        } else if (dice < 55) {
            state.broker.log().write(random.nextInt(10));
        } else if (dice < 62) {
            state.broker.log().sync();
        } else if (dice < 70) {
            state.broker.log().answerRead(random);
        } else if (dice < 85) {
            state.broker.worker().step();
        } else {
            state.turn();
        }
    }

    private void disconnect() {
        SimulatedClient gone = state.client();
        count(gone);
        state.clients.remove(gone);
        gone.disconnect();
    }

    private void count(SimulatedClient client) {
        state.coverage.addAll(Collections.nCopies((int) client.received(), Coverage.DELIVERIES));
    }

    private void crash() throws IOException {
        boolean powerLoss = random.nextBoolean();
        count(state.broker);
        state.coverage.add(powerLoss ? Coverage.POWER_LOSSES : Coverage.CRASHES);
        disk.losePowerAfter(0);
        state.broker.worker().die();
        if (powerLoss) {
            state.broker.log().losePower(random);
            disk.simulatePowerLoss(random.nextLong());
            followed.anew();
        } else {
            state.broker.log().kill(random);
            disk.kill();
            followed.check();
        }
        state.disconnected.addAll(state.clients);
        state.clients.clear();
        state.disconnected.removeIf(client -> !client.canReconnect());
        state.disconnected.forEach(SimulatedClient::crashed);
        state.pass(random.nextInt(1000));
        state.broker = start(state);
        if (state.broker.state().packer().messages() > 0) {
            state.coverage.add(Coverage.RECOVERED_PACKED);
        }
        countShared();
        new RecoveryCheck(state, powerLoss).run();
    }

    private void countShared() {
        for (Topic topic : state.broker.state().destinations().topics()) {
            for (SharedBacklog.Entry entry : topic.shared().entries()) {
                state.coverage.add(
                        entry.except().length == 0 ? Coverage.RECOVERED_SHARED : Coverage.RECOVERED_EXCEPTIONS);
            }
        }
    }

    private void count(SimulatedBroker ended) {
        state.clients.forEach(this::count);
        state.coverage.addAll(Collections.nCopies((int) ended.maintenance().snapshotsTaken(), Coverage.SNAPSHOTS));
        state.coverage.addAll(Collections.nCopies((int) ended.maintenance().segmentsCopied(), Coverage.COPIED_FORWARD));
        state.coverage.addAll(Collections.nCopies((int) ended.state().packer().packings(), Coverage.PACKED));
        for (DeliveryQueue owner : ended.state().destinations().owners()) {
            owner.ownBacklog().forEach(reference -> countVolatile(reference.message()));
        }
        if (ended.log().first() > 0) {
            state.coverage.add(Coverage.TRIMMED);
        }
    }

    private void countVolatile(StoredMessage message) {
        if (message.isVolatile()) {
            boolean isSpilled = message.position() != StoredMessage.NOWHERE;
            state.coverage.add(isSpilled ? Coverage.SPILLED : Coverage.IN_MEMORY);
        }
    }

    /** At the end, one consumer of each owner takes all its messages, in order; then the broker must be empty. */
    private void finish() throws IOException {
        disk.losePowerAfter(Long.MAX_VALUE);
        state.broker.log().fill(false);
        while (!state.clients.isEmpty()) {
            disconnect();
            evictions.check();
        }
        crash();
        state.pass(state.latest - state.time + 10_000);
        for (Model.Owner owner : List.copyOf(state.model.owners)) {
            if (owner.removed == null) {
                takeAll(owner);
            }
        }
        crash();
        for (DeliveryQueue queue : state.broker.state().destinations().owners()) {
            assertEquals(0, queue.backlog().size(), () -> queue.address() + " is not empty");
        }
    }

    private void takeAll(Model.Owner owner) {
        SimulatedClient client = new SimulatedClient(state.broker, state.model, null);
        if (owner.key != null && owner.key.clientId() != null) {
            client.identify(owner.key.clientId());
        }
        Request.Subscription subscription =
                owner.key == null ? null : new Request.Subscription(owner.key.name(), true, owner.shared);
        String selector = owner.color == null ? null : "color = '" + owner.color + "'";
        client.ask(new Request.OpenConsumer(1, 1, owner.address, selector, false, subscription));
        SimulatedClient.Consumer consumer = new SimulatedClient.Consumer(1, 1, owner, null);
        consuming.opened(client, consumer);
        List<Model.Owed> expected = owner.owed.values().stream()
                .filter(owed -> owed.acknowledged == null && !owed.mayHaveExpired(state.latest))
                .sorted(Model.ORDER)
                .toList();
        client.credit(consumer, 5000, 10 << 20);
        CompletableFuture<Reply> drained = client.drain(consumer);
        state.broker.settle(random);
        assertTrue(drained.isDone(), () -> "the drain of " + owner + " is not answered");
        List<Model.Owed> taken = client.held(1);
        taken.removeIf(owed -> owed.mayHaveExpired(state.latest));
        assertEquals(expected, taken.stream().sorted(Model.ORDER).toList(), () -> "the messages of " + owner);
        CompletableFuture<Reply> answer = client.ask(new Request.Acknowledge(1, SimulatedClient.tags(client.held(1))));
        Model.Operation operation = state.model.operation();
        client.held(1).forEach(owed -> state.model.acknowledge(operation, owed));
        state.model.confirmWith(answer, operation);
        state.broker.settle(random);
        assertTrue(answer.isDone(), () -> "the acknowledgement of " + owner + " is not answered");
        client.disconnect();
    }
}
