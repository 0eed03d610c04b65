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

    private final SimulationState scene;
    private final Traffic traffic;

    Consuming(SimulationState scene, Traffic traffic) {
        this.scene = scene;
        this.traffic = traffic;
    }

    void openConsumer() {
        SimulatedClient client = scene.client();
        int number = client.nextNumber();
        int session = 1 + scene.random.nextInt(2);
        String color = scene.random.nextInt(3) == 0 ? scene.pick(Traffic.COLORS) : null;
        String selector = color == null ? null : "color = '" + color + "'";
        List<Address> own = client.temporaries();
        if (scene.random.nextInt(2) == 0 || (!own.isEmpty() && scene.random.nextBoolean())) {
            Address from = own.isEmpty() || scene.random.nextBoolean()
                    ? Address.queue("q" + scene.random.nextInt(2))
                    : scene.pick(own);
            client.ask(new Request.OpenConsumer(session, number, from, selector, false, null));
            opened(
                    client,
                    new SimulatedClient.Consumer(
                            number,
                            session,
                            scene.model.queue(from, !from.kind().isTemporary()),
                            color));
            return;
        }
        Address topic = Address.topic("t" + scene.random.nextInt(2));
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

    void opened(SimulatedClient client, SimulatedClient.Consumer consumer) {
        client.opened(consumer);
        client.credit(consumer, scene.random.nextInt(20), 20_000);
    }

    private Request.@Nullable Subscription subscription(SimulatedClient client) {
        boolean shared = scene.random.nextBoolean();
        boolean durable = scene.random.nextInt(3) != 0 && (shared || client.clientId() != null);
        if (!shared && !durable) {
            return null;
        }
        String whose = client.clientId() == null ? "anybody" : client.clientId();
        String name = (durable ? "kept-" : "brief-") + whose + "-" + scene.random.nextInt(2);
        return new Request.Subscription(name, durable, shared);
    }

    /** The broker took it, so it is a new subscription, or one there already, or one that takes another's place. */
    private Model.Owner subscribed(
            SimulatedClient client,
            Address topic,
            @Nullable String color,
            Request.@Nullable Subscription wanted,
            CompletableFuture<Reply> answer) {
        Model.Deal deal = scene.model.deal();
        SubscriptionDefinition.Key key = wanted == null
                ? null
                : new SubscriptionDefinition.Key(wanted.durable(), client.clientId(), wanted.name());
        Model.Owner there = key == null ? null : scene.model.subscription(key);
        if (there != null) {
            assertEquals(there.shared, wanted.shared(), "shared or not is for life");
            if (there.address.equals(topic) && java.util.Objects.equals(there.color, color)) {
                assertTrue(there.shared || there.users == 0, "two consumers of one unshared subscription");
                scene.model.confirmWith(answer, there.created); // to be told of it is to be told that it is kept
                return there;
            }
            assertEquals(0, there.users, "taken away from under its consumers");
            scene.model.remove(deal, there);
        }
        Model.Owner made = scene.model.subscribe(deal, topic, color, key);
        made.shared = wanted != null && wanted.shared();
        made.id = scene.life.state().nextId() - 1;
        scene.model.confirmWith(answer, deal);
        return made;
    }

    void closeConsumer() {
        SimulatedClient client = scene.client();
        SimulatedClient.Consumer consumer = traffic.anyConsumer(client);
        if (consumer == null) {
            return;
        }
        List<Model.Owed> held = client.held(consumer.session).stream()
                .filter(owed -> owed.consumer == consumer.number)
                .toList();
        List<Model.Owed> seen = scene.some(held);
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
        SimulatedClient client = scene.client();
        int session = 1 + scene.random.nextInt(2);
        List<Model.Owed> seen = scene.some(client.held(session));
        client.ask(new Request.Recover(session, SimulatedClient.tags(seen)));
        client.returned(session, seen);
    }

    void closeSession() {
        SimulatedClient client = scene.client();
        int session = 1 + scene.random.nextInt(2);
        List<Model.Owed> seen = scene.some(client.held(session));
        client.ask(new Request.CloseSession(session, SimulatedClient.tags(seen)));
        client.returned(session, seen);
        client.closeSession(session);
    }

    void unsubscribe() {
        SimulatedClient client = scene.client();
        Request.Subscription which = subscription(client);
        if (which == null) {
            return;
        }
        CompletableFuture<Reply> answer = client.ask(new Request.Unsubscribe(which.name()));
        Model.Owner owner =
                scene.model.subscription(new SubscriptionDefinition.Key(true, client.clientId(), which.name()));
        boolean isFree = owner != null && owner.isFree();
        assertEquals(!isFree, SimulatedClient.isRefused(answer), () -> "unsubscribing " + owner);
        if (isFree) {
            Model.Deal deal = scene.model.deal();
            scene.model.remove(deal, owner);
            scene.model.confirmWith(answer, deal);
        }
    }
}
