package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.Duplicates;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Simulated clients send, receive and acknowledge. Owned by the simulation's thread. */
final class Traffic {

    static final List<String> COLORS = List.of("red", "blue");
    private static final int IDENTIFIERS = 20;

    private final SimulationState scene;

    Traffic(SimulationState scene) {
        this.scene = scene;
    }

    private Envelope message(SimulatedClient client) {
        Address to = scene.random.nextInt(3) == 0
                ? Address.topic("t" + scene.random.nextInt(2))
                : Address.queue("q" + scene.random.nextInt(2));
        List<Address> temporary = scene.clients.stream()
                .flatMap(any -> any.temporaries().stream())
                .toList();
        if (!temporary.isEmpty() && scene.random.nextInt(4) == 0) {
            to = scene.pick(temporary);
        }
        MessageId id = new MessageId(scene.life.state().store(), client.id(), client.nextNumber());
        long expiration = scene.random.nextInt(8) == 0 ? scene.time + 1 + scene.random.nextInt(3000) : 0;
        long delivery = scene.random.nextInt(8) == 0 ? scene.time + 1 + scene.random.nextInt(3000) : 0;
        int priority = scene.random.nextInt(3) == 0 ? scene.random.nextInt(10) : 4;
        Header header = new Header(
                id, to, scene.random.nextInt(5) != 0, priority, scene.time, expiration, delivery, null, null, null);
        byte[] body = new byte[scene.random.nextInt(10) == 0 ? 2000 : scene.random.nextInt(500)];
        scene.random.nextBytes(body);
        Map<String, Object> properties = new java.util.HashMap<>(Map.of("color", scene.pick(COLORS)));
        if (to.kind() == Address.Kind.QUEUE && scene.random.nextInt(4) == 0) {
            properties.put(Duplicates.PROPERTIES.get(0), "d" + scene.random.nextInt(IDENTIFIERS));
        }
        return Envelope.of(header, properties, BodyKind.BYTES, body);
    }

    void send() {
        SimulatedClient client = scene.client();
        Envelope message = message(client);
        PendingRequest errand = client.run(new Request.Send(message), List.of());
        if (isTaken(client, errand)) {
            Model.Deal deal = scene.model.deal();
            scene.model.send(deal, message);
            taken(errand, deal);
        }
    }

    /** Refusals must have a reason: the log is full. */
    boolean isTaken(SimulatedClient client, PendingRequest errand) {
        boolean refused = SimulatedClient.isRefused(errand.answer);
        assertFalse(refused && !scene.life.log().isFull(), () -> "refused without reason: " + errand.answer.join());
        if (refused) {
            scene.tallies.add(Simulation.Tally.REFUSED);
            client.through(errand);
        }
        return !refused;
    }

    void taken(PendingRequest errand, Model.Deal deal) {
        errand.deal = deal;
        scene.model.confirmWith(errand.answer, deal);
    }

    void commit() {
        SimulatedClient client = scene.client();
        int session = 1 + scene.random.nextInt(2);
        List<Model.Owed> held = scene.some(client.held(session));
        List<Envelope> sends = new ArrayList<>();
        int count = scene.random.nextInt(4);
        for (int size = 0;
                sends.size() < count && size < 700;
                size += sends.get(sends.size() - 1).size() + 600) {
            sends.add(message(client));
        }
        PendingRequest errand = client.run(new Request.Commit(session, sends, SimulatedClient.tags(held)), held);
        if (isTaken(client, errand)) {
            Model.Deal deal = scene.model.deal();
            held.forEach(owed -> scene.model.acknowledge(deal, owed));
            sends.forEach(message -> scene.model.send(deal, message));
            taken(errand, deal);
        }
    }

    void acknowledge() {
        SimulatedClient client = scene.client();
        int session = 1 + scene.random.nextInt(2);
        List<Model.Owed> held = scene.some(client.held(session));
        PendingRequest errand = client.run(new Request.Acknowledge(session, SimulatedClient.tags(held)), held);
        Model.Deal deal = scene.model.deal();
        held.forEach(owed -> scene.model.acknowledge(deal, owed));
        taken(errand, deal);
    }

    SimulatedClient.@Nullable Consumer anyConsumer(SimulatedClient client) {
        List<SimulatedClient.Consumer> all = List.copyOf(client.consumers().values());
        return all.isEmpty() ? null : scene.pick(all);
    }

    void temporary() {
        SimulatedClient client = scene.client();
        CompletableFuture<Reply> answer = client.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE));
        Address made = new Address(
                Address.Kind.TEMPORARY_QUEUE,
                Long.toHexString(client.id()) + "-" + (client.temporaries().size() + 1));
        assertFalse(SimulatedClient.isRefused(answer));
        client.temporaries().add(made);
    }

    void credit() {
        SimulatedClient client = scene.client();
        SimulatedClient.Consumer consumer = anyConsumer(client);
        if (consumer != null) {
            client.credit(consumer, 1 + scene.random.nextInt(12), 10_000);
        }
    }

    void drain() {
        SimulatedClient client = scene.client();
        SimulatedClient.Consumer consumer = anyConsumer(client);
        if (consumer != null) {
            client.drain(consumer);
        }
    }
}
