package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.FaultyDisk;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/**
 * One history of a broker, from a seed: clients that come and go, send, receive and acknowledge; time, the log and maintenance
 * that advance now and then; crashes. Owned by the thread that runs it.
 */
final class Simulation {

    private static final int MOST_CLIENTS = 3;
    private static final int IDENTIFIERS = 20;
    private static final List<String> COLORS = List.of("red", "blue");

    private final Random random;
    private final SimulatedLog.Medium medium = new SimulatedLog.Medium();
    private final FaultyDisk disk = new FaultyDisk();
    private final BrokerOptions options;
    private final Model model = new Model();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final List<Tally> tallies;
    private long time = 1_000_000;
    private final int hardship;
    private Life life;

    /** Counts what histories went through, to know that they went through all there is. */
    enum Tally {
        CRASHES,
        POWER_LOSSES,
        DELIVERIES,
        SNAPSHOTS,
        COPIED_FORWARD,
        TRIMMED,
        REFUSED
    }

    Simulation(long seed, List<Tally> tallies) throws IOException {
        random = new Random(seed);
        this.tallies = tallies;
        int cache = random.nextBoolean() ? 1 << 20 : random.nextInt(3000);
        options = new BrokerOptions(3000, 10_000, cache, 10_000, 64, 1000 + random.nextInt(6000), 2000);
        hardship = 1 + random.nextInt(10);
        life = start();
    }

    private InstantSource clock() {
        return () -> Instant.ofEpochMilli(time);
    }

    private Life start() throws IOException {
        return new Life(medium, disk, options, clock(), random);
    }

    void run(int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            step();
            String failure = life.engine().failure();
            assertNull(failure, failure);
            if (disk.isOff()) {
                crash();
            }
        }
        finish();
    }

    private void step() throws IOException {
        switch (random.nextInt(100)) {
            case 0 -> perhapsCrash();
            case 1 -> disconnect();
            case 3, 4 -> time += random.nextInt(2000);
            case 5 -> unsubscribe();
            case 6 -> life.log().fill(random.nextInt(8) == 0);
            case 7 -> perhapsLosePower();
            case 8 -> closeConsumer();
            case 9, 10 -> recover();
            case 11 -> closeSession();
            case 12 -> temporary();
            default -> often();
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
            send();
        } else if (dice < 20) {
            commit();
        } else if (dice < 30) {
            acknowledge();
        } else if (dice < 34) {
            openConsumer();
        } else if (dice < 42) {
            credit();
        } else if (dice < 45) {
            drain();
        } else if (dice < 55) {
            life.log().write(random.nextInt(10));
        } else if (dice < 62) {
            life.log().sync();
        } else if (dice < 70) {
            life.log().answerRead(random);
        } else if (dice < 85) {
            life.worker().step();
        } else {
            life.turn();
        }
    }

    private SimulatedClient client() {
        if (clients.isEmpty() || (clients.size() < MOST_CLIENTS && random.nextInt(4) == 0)) {
            SimulatedClient made = new SimulatedClient(life, model);
            if (random.nextInt(3) != 0) {
                made.identify("client" + random.nextInt(2));
            }
            clients.add(made);
        }
        return pick(clients);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private SimulatedClient.@Nullable Consumer anyConsumer(SimulatedClient client) {
        List<SimulatedClient.Consumer> all = List.copyOf(client.consumers().values());
        return all.isEmpty() ? null : pick(all);
    }

    private Envelope message(SimulatedClient client) {
        Address to = random.nextInt(3) == 0
                ? Address.topic("t" + random.nextInt(2))
                : Address.queue("q" + random.nextInt(2));
        List<Address> temporary =
                clients.stream().flatMap(any -> any.temporaries().stream()).toList();
        if (!temporary.isEmpty() && random.nextInt(4) == 0) {
            to = pick(temporary);
        }
        MessageId id = new MessageId(life.state().store(), client.id(), client.nextNumber());
        long expiration = random.nextInt(8) == 0 ? time + 1 + random.nextInt(3000) : 0;
        long delivery = random.nextInt(8) == 0 ? time + 1 + random.nextInt(3000) : 0;
        int priority = random.nextInt(3) == 0 ? random.nextInt(10) : 4;
        Header header =
                new Header(id, to, random.nextInt(5) != 0, priority, time, expiration, delivery, null, null, null);
        byte[] body = new byte[random.nextInt(10) == 0 ? 2000 : random.nextInt(500)];
        random.nextBytes(body);
        Map<String, Object> properties = new java.util.HashMap<>(Map.of("color", pick(COLORS)));
        if (to.kind() == Address.Kind.QUEUE && random.nextInt(4) == 0) {
            properties.put(Duplicates.PROPERTIES.get(0), "d" + random.nextInt(IDENTIFIERS));
        }
        return Envelope.of(header, properties, BodyKind.BYTES, body);
    }

    private void send() {
        SimulatedClient client = client();
        Envelope message = message(client);
        CompletableFuture<Reply> answer = client.ask(new Request.Send(message));
        if (isTaken(answer)) {
            Model.Deal deal = model.deal();
            model.send(deal, message);
            model.confirmWith(answer, deal);
        }
    }

    /** Refusals must have a reason: the log is full. */
    private boolean isTaken(CompletableFuture<Reply> answer) {
        boolean refused = SimulatedClient.isRefused(answer);
        assertFalse(refused && !life.log().isFull(), () -> "refused without reason: " + answer.join());
        if (refused) {
            tallies.add(Tally.REFUSED);
        }
        return !refused;
    }

    private void commit() {
        SimulatedClient client = client();
        int session = 1 + random.nextInt(2);
        List<Model.Owed> held = some(client.held(session));
        List<Envelope> sends = new ArrayList<>();
        int count = random.nextInt(4);
        for (int size = 0;
                sends.size() < count && size < 700;
                size += sends.get(sends.size() - 1).size() + 600) {
            sends.add(message(client));
        }
        CompletableFuture<Reply> answer = client.ask(new Request.Commit(session, sends, SimulatedClient.tags(held)));
        if (isTaken(answer)) {
            Model.Deal deal = model.deal();
            held.forEach(owed -> model.acknowledge(deal, owed));
            sends.forEach(message -> model.send(deal, message));
            model.confirmWith(answer, deal);
        }
    }

    private <T> List<T> some(List<T> all) {
        return all.stream().filter(any -> random.nextInt(3) != 0).toList();
    }

    private void acknowledge() {
        SimulatedClient client = client();
        int session = 1 + random.nextInt(2);
        List<Model.Owed> held = some(client.held(session));
        CompletableFuture<Reply> answer = client.ask(new Request.Acknowledge(session, SimulatedClient.tags(held)));
        Model.Deal deal = model.deal();
        held.forEach(owed -> model.acknowledge(deal, owed));
        model.confirmWith(answer, deal);
    }

    private void openConsumer() {
        SimulatedClient client = client();
        int number = client.nextNumber();
        int session = 1 + random.nextInt(2);
        String color = random.nextInt(3) == 0 ? pick(COLORS) : null;
        String selector = color == null ? null : "color = '" + color + "'";
        List<Address> own = client.temporaries();
        if (random.nextInt(2) == 0 || (!own.isEmpty() && random.nextBoolean())) {
            Address from = own.isEmpty() || random.nextBoolean() ? Address.queue("q" + random.nextInt(2)) : pick(own);
            client.ask(new Request.OpenConsumer(session, number, from, selector, false, null));
            opened(
                    client,
                    new SimulatedClient.Consumer(
                            number, session, model.queue(from, !from.kind().isTemporary()), color));
            return;
        }
        Address topic = Address.topic("t" + random.nextInt(2));
        Request.Subscription wanted = subscription(client);
        CompletableFuture<Reply> answer =
                client.ask(new Request.OpenConsumer(session, number, topic, selector, false, wanted));
        if (!SimulatedClient.isRefused(answer)) {
            opened(
                    client,
                    new SimulatedClient.Consumer(
                            number, session, subscribed(client, topic, color, wanted, answer), null));
        }
    }

    private void opened(SimulatedClient client, SimulatedClient.Consumer consumer) {
        client.opened(consumer);
        client.credit(consumer, random.nextInt(20), 20_000);
    }

    private Request.@Nullable Subscription subscription(SimulatedClient client) {
        boolean shared = random.nextBoolean();
        boolean durable = random.nextInt(3) != 0 && (shared || client.clientId() != null);
        if (!shared && !durable) {
            return null;
        }
        String whose = client.clientId() == null ? "anybody" : client.clientId();
        String name = (durable ? "kept-" : "brief-") + whose + "-" + random.nextInt(2);
        return new Request.Subscription(name, durable, shared);
    }

    /** The broker took it, so it is a new subscription, or one there already, or one that takes another's place. */
    private Model.Owner subscribed(
            SimulatedClient client,
            Address topic,
            @Nullable String color,
            Request.@Nullable Subscription wanted,
            CompletableFuture<Reply> answer) {
        Model.Deal deal = model.deal();
        SubscriptionDefinition.Key key = wanted == null
                ? null
                : new SubscriptionDefinition.Key(wanted.durable(), client.clientId(), wanted.name());
        Model.Owner there = key == null ? null : model.subscription(key);
        if (there != null) {
            assertEquals(there.shared, wanted.shared(), "shared or not is for life");
            if (there.address.equals(topic) && java.util.Objects.equals(there.color, color)) {
                assertTrue(there.shared || there.users == 0, "two consumers of one unshared subscription");
                model.confirmWith(answer, there.created); // to be told of it is to be told that it is kept
                return there;
            }
            assertEquals(0, there.users, "taken away from under its consumers");
            model.remove(deal, there);
        }
        Model.Owner made = model.subscribe(deal, topic, color, key);
        made.shared = wanted != null && wanted.shared();
        made.id = life.state().nextId() - 1;
        model.confirmWith(answer, deal);
        return made;
    }

    private void closeConsumer() {
        SimulatedClient client = client();
        SimulatedClient.Consumer consumer = anyConsumer(client);
        if (consumer == null) {
            return;
        }
        List<Model.Owed> held = client.held(consumer.session).stream()
                .filter(owed -> owed.consumer == consumer.number)
                .toList();
        List<Model.Owed> seen = some(held);
        client.ask(new Request.CloseConsumer(consumer.number, SimulatedClient.tags(seen)));
        for (Model.Owed owed : held) {
            if (!seen.contains(owed)) {
                owed.uncount();
                owed.holder = null;
            }
        }
        client.closed(consumer);
    }

    private void recover() {
        SimulatedClient client = client();
        int session = 1 + random.nextInt(2);
        List<Model.Owed> seen = some(client.held(session));
        client.ask(new Request.Recover(session, SimulatedClient.tags(seen)));
        client.returned(session, seen);
    }

    private void closeSession() {
        SimulatedClient client = client();
        int session = 1 + random.nextInt(2);
        List<Model.Owed> seen = some(client.held(session));
        client.ask(new Request.CloseSession(session, SimulatedClient.tags(seen)));
        client.returned(session, seen);
        client.closeSession(session);
    }

    private void unsubscribe() {
        SimulatedClient client = client();
        Request.Subscription which = subscription(client);
        if (which == null) {
            return;
        }
        CompletableFuture<Reply> answer = client.ask(new Request.Unsubscribe(which.name()));
        Model.Owner owner = model.subscription(new SubscriptionDefinition.Key(true, client.clientId(), which.name()));
        boolean isFree = owner != null && owner.isFree();
        assertEquals(!isFree, SimulatedClient.isRefused(answer), () -> "unsubscribing " + owner);
        if (isFree) {
            Model.Deal deal = model.deal();
            model.remove(deal, owner);
            model.confirmWith(answer, deal);
        }
    }

    private void temporary() {
        SimulatedClient client = client();
        CompletableFuture<Reply> answer = client.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE));
        Address made = new Address(
                Address.Kind.TEMPORARY_QUEUE,
                Long.toHexString(client.id()) + "-" + (client.temporaries().size() + 1));
        assertFalse(SimulatedClient.isRefused(answer));
        client.temporaries().add(made);
    }

    private void credit() {
        SimulatedClient client = client();
        SimulatedClient.Consumer consumer = anyConsumer(client);
        if (consumer != null) {
            client.credit(consumer, 1 + random.nextInt(12), 10_000);
        }
    }

    private void drain() {
        SimulatedClient client = client();
        SimulatedClient.Consumer consumer = anyConsumer(client);
        if (consumer != null) {
            client.drain(consumer);
        }
    }

    private void disconnect() {
        SimulatedClient gone = client();
        tally(gone);
        clients.remove(gone);
        gone.disconnect();
    }

    private void tally(SimulatedClient client) {
        tallies.addAll(Collections.nCopies((int) client.received(), Tally.DELIVERIES));
    }

    private void crash() throws IOException {
        boolean powerLoss = random.nextBoolean();
        tally(life);
        tallies.add(powerLoss ? Tally.POWER_LOSSES : Tally.CRASHES);
        disk.losePowerAfter(0);
        life.worker().die();
        if (powerLoss) {
            life.log().losePower(random);
            disk.simulatePowerLoss(random.nextLong());
        } else {
            life.log().kill(random);
            disk.kill();
        }
        clients.clear();
        time += random.nextInt(1000);
        life = start();
        new Audit(model, life, powerLoss).run();
    }

    private void tally(Life ended) {
        clients.forEach(this::tally);
        tallies.addAll(Collections.nCopies((int) ended.maintenance().taken(), Tally.SNAPSHOTS));
        tallies.addAll(Collections.nCopies((int) ended.maintenance().copied(), Tally.COPIED_FORWARD));
        if (ended.log().first() > 0) {
            tallies.add(Tally.TRIMMED);
        }
    }

    /** At the end everybody comes and takes what is theirs, in order; then nothing is left. */
    private void finish() throws IOException {
        disk.losePowerAfter(Long.MAX_VALUE);
        life.log().fill(false);
        while (!clients.isEmpty()) {
            disconnect();
        }
        crash();
        time += 10_000;
        for (Model.Owner owner : List.copyOf(model.owners)) {
            if (owner.removed == null) {
                takeAll(owner);
            }
        }
        crash();
        for (DeliveryQueue queue : life.state().destinations().owners()) {
            assertEquals(0, queue.backlog().size(), () -> queue.address() + " is not empty");
        }
    }

    private void takeAll(Model.Owner owner) {
        SimulatedClient client = new SimulatedClient(life, model);
        if (owner.key != null && owner.key.clientId() != null) {
            client.identify(owner.key.clientId());
        }
        Request.Subscription subscription =
                owner.key == null ? null : new Request.Subscription(owner.key.name(), true, owner.shared);
        String selector = owner.color == null ? null : "color = '" + owner.color + "'";
        client.ask(new Request.OpenConsumer(1, 1, owner.address, selector, false, subscription));
        SimulatedClient.Consumer consumer = new SimulatedClient.Consumer(1, 1, owner, null);
        opened(client, consumer);
        List<Model.Owed> expected = owner.owed.values().stream()
                .filter(owed -> owed.acknowledged == null && !owed.mayHaveExpired(time))
                .sorted(Model.ORDER)
                .toList();
        client.credit(consumer, 5000, 10 << 20);
        CompletableFuture<Reply> drained = client.drain(consumer);
        life.settle(random);
        assertTrue(drained.isDone(), () -> "the drain of " + owner + " is not answered");
        List<Model.Owed> taken = client.held(1);
        taken.removeIf(owed -> owed.mayHaveExpired(time));
        assertEquals(expected, taken.stream().sorted(Model.ORDER).toList(), () -> "what came of " + owner);
        CompletableFuture<Reply> answer = client.ask(new Request.Acknowledge(1, SimulatedClient.tags(client.held(1))));
        Model.Deal deal = model.deal();
        client.held(1).forEach(owed -> model.acknowledge(deal, owed));
        model.confirmWith(answer, deal);
        life.settle(random);
        assertTrue(answer.isDone(), () -> "the acknowledgement of " + owner + " is not answered");
        client.disconnect();
    }
}
