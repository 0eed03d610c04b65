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

    private final SimulationState simulation;
    private final Evictions evictions;

    Traffic(SimulationState simulation, Evictions evictions) {
        this.simulation = simulation;
        this.evictions = evictions;
    }

    private Envelope message(SimulatedClient client) {
        boolean isToTopic = simulation.sharing ? simulation.random.nextInt(4) != 0 : simulation.random.nextInt(3) == 0;
        Address to = isToTopic
                ? Address.topic("t" + simulation.random.nextInt(2))
                : Address.queue("q" + simulation.random.nextInt(2));
        List<Address> temporary = simulation.clients.stream()
                .flatMap(any -> any.temporaries().stream())
                .toList();
        if (!temporary.isEmpty() && simulation.random.nextInt(4) == 0) {
            to = simulation.pick(temporary);
        }
        if (simulation.random.nextInt(5) == 0) {
            to = Evictions.any(simulation.random);
        }
        MessageId id = new MessageId(simulation.broker.state().store(), client.id(), client.nextNumber());
        long expiration = simulation.random.nextInt(8) == 0 ? simulation.time + 1 + simulation.random.nextInt(3000) : 0;
        long delivery = simulation.random.nextInt(8) == 0 ? simulation.time + 1 + simulation.random.nextInt(3000) : 0;
        int priority = simulation.random.nextInt(3) == 0 ? simulation.random.nextInt(10) : 4;
        Header header = new Header(
                id,
                to,
                simulation.random.nextInt(5) != 0,
                priority,
                simulation.time,
                expiration,
                delivery,
                null,
                null,
                null);
        byte[] body = new byte[simulation.random.nextInt(10) == 0 ? 2000 : simulation.random.nextInt(500)];
        simulation.random.nextBytes(body);
        Map<String, Object> properties = new java.util.HashMap<>(Map.of("color", simulation.pick(COLORS)));
        if (to.kind() == Address.Kind.QUEUE && simulation.random.nextInt(4) == 0) {
            properties.put(Duplicates.PROPERTIES.get(0), "d" + simulation.random.nextInt(IDENTIFIERS));
        }
        if (to.equals(Evictions.LAST_VALUES)) {
            properties.put(Evictions.KEY, Evictions.value(simulation.random));
        }
        return Envelope.of(header, properties, BodyKind.BYTES, body);
    }

    void send() {
        SimulatedClient client = simulation.client();
        Envelope message = message(client);
        PendingRequest pending = client.run(new Request.Send(message), List.of());
        if (isTaken(client, pending)) {
            Model.Operation operation = simulation.model.operation();
            simulation.model.send(operation, message);
            evictions.sent(operation, message);
            taken(pending, operation);
        }
    }

    /** Whether the request was accepted. A refusal is allowed only while the log is full. */
    boolean isTaken(SimulatedClient client, PendingRequest pending) {
        boolean refused = SimulatedClient.isRefused(pending.answer);
        assertFalse(
                refused && !simulation.broker.log().isFull(), () -> "refused without reason: " + pending.answer.join());
        if (refused) {
            simulation.coverage.add(Simulation.Coverage.REFUSED);
            client.finished(pending);
        }
        return !refused;
    }

    void taken(PendingRequest pending, Model.Operation operation) {
        pending.operation = operation;
        simulation.model.confirmWith(pending.answer, operation);
    }

    void commit() {
        SimulatedClient client = simulation.client();
        int session = 1 + simulation.random.nextInt(2);
        List<Model.Owed> held = simulation.some(client.held(session));
        List<Envelope> sends = new ArrayList<>();
        int count = simulation.random.nextInt(4);
        for (int size = 0; sends.size() < count && size < 700; ) {
            Envelope next = message(client);
            int more = next.size() + (next.header().destination().equals(Evictions.RING) ? 2000 : 600);
            if (sends.isEmpty() || size + more < 3400) { // an entry has space for about 4,000
                sends.add(next);
            }
            size += more;
        }
        PendingRequest pending = client.run(new Request.Commit(session, sends, SimulatedClient.tags(held)), held);
        if (isTaken(client, pending)) {
            Model.Operation operation = simulation.model.operation();
            held.forEach(owed -> simulation.model.acknowledge(operation, owed));
            sends.forEach(message -> simulation.model.send(operation, message));
            evictions.committed(operation);
            taken(pending, operation);
        }
    }

    void acknowledge() {
        SimulatedClient client = simulation.client();
        int session = 1 + simulation.random.nextInt(2);
        List<Model.Owed> held = simulation.some(client.held(session));
        PendingRequest pending = client.run(new Request.Acknowledge(session, SimulatedClient.tags(held)), held);
        Model.Operation operation = simulation.model.operation();
        held.forEach(owed -> simulation.model.acknowledge(operation, owed));
        taken(pending, operation);
    }

    SimulatedClient.@Nullable Consumer anyConsumer(SimulatedClient client) {
        List<SimulatedClient.Consumer> all = List.copyOf(client.consumers().values());
        return all.isEmpty() ? null : simulation.pick(all);
    }

    void temporary() {
        SimulatedClient client = simulation.client();
        long connection = client.id();
        CompletableFuture<Reply> answer = client.ask(new Request.CreateTemporary(Address.Kind.TEMPORARY_QUEUE));
        assertFalse(SimulatedClient.isRefused(answer));
        answer.thenAccept(reply -> {
            if (reply instanceof Reply.Created made && client.id() == connection && !client.isEnded()) {
                client.temporaries().add(made.address());
            }
        });
    }

    void credit() {
        SimulatedClient client = simulation.client();
        SimulatedClient.Consumer consumer = anyConsumer(client);
        if (consumer != null) {
            client.credit(consumer, 1 + simulation.random.nextInt(12), 10_000);
        }
    }

    void drain() {
        SimulatedClient client = simulation.client();
        SimulatedClient.Consumer consumer = anyConsumer(client);
        if (consumer != null) {
            client.drain(consumer);
        }
    }
}
