package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/** Simulated clients open and close consumers, sessions and subscriptions. Owned by the simulation's thread. */
final class Consuming {

    private final SimulationState simulation;
    private final Traffic traffic;

    Consuming(SimulationState simulation, Traffic traffic) {
        this.simulation = simulation;
        this.traffic = traffic;
    }

    void openConsumer() {
        SimulatedClient client = simulation.client();
        int number = client.nextNumber();
        int session = 1 + simulation.random.nextInt(2);
        String color =
                simulation.random.nextInt(simulation.sharing ? 9 : 3) == 0 ? simulation.pick(Traffic.COLORS) : null;
        String selector = color == null ? null : "color = '" + color + "'";
        List<Address> own = client.temporaries();
        if (simulation.random.nextInt(2) == 0 || (!own.isEmpty() && simulation.random.nextBoolean())) {
            Address from = own.isEmpty() || simulation.random.nextBoolean() ? queue() : simulation.pick(own);
            client.ask(new Request.OpenConsumer(session, number, from, selector, false, null));
            opened(
                    client,
                    new SimulatedClient.Consumer(
                            number,
                            session,
                            simulation.model.queue(from, !from.kind().isTemporary()),
                            color));
            return;
        }
        Address topic = Address.topic("t" + simulation.random.nextInt(2));
        Request.Subscription requested = subscription(client);
        CompletableFuture<Reply> answer =
                client.ask(new Request.OpenConsumer(session, number, topic, selector, false, requested));
        if (!SimulatedClient.isRefused(answer)) {
            opened(
                    client,
                    new SimulatedClient.Consumer(
                            number, session, subscribed(client, topic, color, requested, answer), null));
        }
    }

    private Address queue() {
        return simulation.random.nextInt(3) == 0
                ? Evictions.any(simulation.random)
                : Address.queue("q" + simulation.random.nextInt(2));
    }

    void opened(SimulatedClient client, SimulatedClient.Consumer consumer) {
        client.opened(consumer);
        client.credit(consumer, simulation.random.nextInt(20), 20_000);
    }

    private Request.@Nullable Subscription subscription(SimulatedClient client) {
        boolean shared = simulation.random.nextBoolean();
        boolean durable =
                simulation.random.nextInt(simulation.sharing ? 9 : 3) != 0 && (shared || client.clientId() != null);
        if (!shared && !durable) {
            return null;
        }
        String whose = client.clientId() == null ? "anybody" : client.clientId();
        String name =
                (durable ? "kept-" : "brief-") + whose + "-" + simulation.random.nextInt(simulation.sharing ? 5 : 2);
        return new Request.Subscription(name, durable, shared);
    }

    /** The broker accepted the consumer: its subscription is new, exists already, or replaces another one of its name. */
    private Model.Owner subscribed(
            SimulatedClient client,
            Address topic,
            @Nullable String color,
            Request.@Nullable Subscription requested,
            CompletableFuture<Reply> answer) {
        Model.Operation operation = simulation.model.operation();
        SubscriptionDefinition.Key key = requested == null
                ? null
                : new SubscriptionDefinition.Key(requested.durable(), client.clientId(), requested.name());
        Model.Owner existing = key == null ? null : simulation.model.subscription(key);
        if (existing != null) {
            assertEquals(existing.shared, requested.shared(), "a subscription stays shared or not shared");
            if (existing.address.equals(topic) && java.util.Objects.equals(existing.color, color)) {
                assertTrue(existing.shared || existing.users == 0, "two consumers of one unshared subscription");
                simulation.model.confirmWith(answer, existing.created); // the reply also confirms the subscription
                return existing;
            }
            assertEquals(0, existing.users, "a subscription was replaced while it had consumers");
            simulation.model.remove(operation, existing);
        }
        Model.Owner made = simulation.model.subscribe(operation, topic, color, key);
        made.shared = requested != null && requested.shared();
        made.id = simulation.broker.state().nextId() - 1;
        simulation.model.confirmWith(answer, operation);
        return made;
    }

    void closeConsumer() {
        SimulatedClient client = simulation.client();
        SimulatedClient.Consumer consumer = traffic.anyConsumer(client);
        if (consumer == null) {
            return;
        }
        List<Model.Owed> held = client.held(consumer.session).stream()
                .filter(owed -> owed.consumer == consumer.number)
                .toList();
        List<Model.Owed> seen = simulation.some(held);
        client.ask(new Request.CloseConsumer(consumer.number, SimulatedClient.tags(seen)));
        for (Model.Owed owed : held) {
            if (!seen.contains(owed)) {
                owed.uncount();
                owed.holder = null;
            }
        }
        client.closed(consumer);
    }

    void recover() {
        SimulatedClient client = simulation.client();
        int session = 1 + simulation.random.nextInt(2);
        List<Model.Owed> seen = simulation.some(client.held(session));
        client.ask(new Request.Recover(session, SimulatedClient.tags(seen)));
        client.returned(session, seen);
    }

    void closeSession() {
        SimulatedClient client = simulation.client();
        int session = 1 + simulation.random.nextInt(2);
        List<Model.Owed> seen = simulation.some(client.held(session));
        client.ask(new Request.CloseSession(session, SimulatedClient.tags(seen)));
        client.returned(session, seen);
        client.closeSession(session);
    }

    void unsubscribe() {
        SimulatedClient client = simulation.client();
        Request.Subscription which = subscription(client);
        if (which == null) {
            return;
        }
        CompletableFuture<Reply> answer = client.ask(new Request.Unsubscribe(which.name()));
        Model.Owner owner =
                simulation.model.subscription(new SubscriptionDefinition.Key(true, client.clientId(), which.name()));
        boolean isFree = owner != null && owner.isFree();
        assertEquals(!isFree, SimulatedClient.isRefused(answer), () -> "unsubscribing " + owner);
        if (isFree) {
            Model.Operation operation = simulation.model.operation();
            simulation.model.remove(operation, owner);
            simulation.model.confirmWith(answer, operation);
        }
    }
}
