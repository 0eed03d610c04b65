package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * A connection in a simulation, which checks each delivery against the model as it comes. Owned by the simulation's thread.
 */
final class SimulatedClient {

    /** What it knows of a consumer of its own. */
    static final class Consumer {
        final int number;
        final int session;
        final Model.Owner owner;
        final @Nullable String color;
        int credit;
        int granted;
        final List<CompletableFuture<Reply>> drains = new ArrayList<>();

        Consumer(int number, int session, Model.Owner owner, @Nullable String color) {
            this.number = number;
            this.session = session;
            this.owner = owner;
            this.color = color;
        }
    }

    /** Holds deliveries until they are settled; by its identity. */
    static final class Session {}

    private final Life life;
    private final LinkEnd link;
    private final long id;
    private final Map<Integer, Consumer> consumers = new TreeMap<>();
    private final Map<Integer, Session> sessions = new TreeMap<>();
    private final List<Address> temporaries = new ArrayList<>();
    private final Model model;
    private @Nullable String clientId;
    private int numbers;
    private long received;

    SimulatedClient(Life life, Model model) {
        this.life = life;
        this.model = model;
        this.link = life.engine().connect(this::take);
        this.id = java.util.Objects.requireNonNull(link.connection()).id();
    }

    CompletableFuture<Reply> ask(Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        life.engine().handle(link, request, answer);
        return answer;
    }

    /** Whether the request was refused; it is the only answer that comes at once whatever happens to the log. */
    static boolean isRefused(CompletableFuture<Reply> answer) {
        return answer.getNow(null) instanceof Reply.Refused;
    }

    long id() {
        return id;
    }

    int nextNumber() {
        return ++numbers;
    }

    @Nullable
    String clientId() {
        return clientId;
    }

    void identify(String name) {
        if (!isRefused(ask(new Request.Identify(name)))) {
            clientId = name;
        }
    }

    Map<Integer, Consumer> consumers() {
        return consumers;
    }

    Session session(int number) {
        return sessions.computeIfAbsent(number, any -> new Session());
    }

    List<Address> temporaries() {
        return temporaries;
    }

    /** How many deliveries have come. */
    long received() {
        return received;
    }

    private void take(Event event) {
        Event.Delivery delivery = (Event.Delivery) event;
        Consumer consumer = consumers.get(delivery.consumer());
        assertNotNull(consumer, () -> "a delivery to a consumer that is closed: " + delivery);
        Model.Owed owed = consumer.owner.owed.get(delivery.message().id());
        assertNotNull(owed, () -> "a delivery of what is not there: " + delivery);
        assertTrue(model.isAsSent(delivery.message()), () -> owed + " has changed on its way");
        assertNull(owed.acknowledged, () -> owed + " was acknowledged, and is delivered");
        assertNull(owed.holder, () -> owed + " is delivered to two at a time");
        assertEquals(owed.count + 1, delivery.attempt(), () -> "the attempt of " + owed);
        assertTrue(owed.message.header().deliveryTime() <= life.now(), () -> owed + " comes too soon");
        assertTrue(
                consumer.color == null
                        || consumer.color.equals(owed.message.properties().get("color")),
                () -> owed + " does not match " + consumer.color);
        assertTrue(consumer.credit-- > 0, () -> owed + " was not asked for");
        owed.count = delivery.attempt();
        owed.logged = life.log().wasFull() ? owed.logged : owed.count;
        owed.highest = Math.max(owed.highest, owed.count);
        owed.holder = session(consumer.session);
        owed.consumer = consumer.number;
        owed.tag = delivery.tag();
        received++;
    }

    /** What a session has in flight. */
    List<Model.Owed> held(int session) {
        Object holder = session(session);
        List<Model.Owed> held = new ArrayList<>();
        for (Model.Owner owner : model.owners) {
            owner.owed.values().stream().filter(owed -> owed.holder == holder).forEach(held::add);
        }
        return held;
    }

    static List<Tag> tags(List<Model.Owed> held) {
        return held.stream().map(owed -> owed.tag).toList();
    }

    /** Everything of a session goes back; what was not seen, uncounted. */
    void returned(int session, List<Model.Owed> seen) {
        for (Model.Owed owed : held(session)) {
            if (!seen.contains(owed)) {
                owed.uncount();
            }
            owed.holder = null;
        }
        consumers.values().stream().filter(c -> c.session == session).forEach(c -> c.credit = 0);
    }

    void credit(Consumer consumer, int messages, long bytes) {
        ask(new Request.Credit(consumer.number, messages, bytes));
        consumer.credit += messages;
        consumer.granted += messages;
    }

    CompletableFuture<Reply> drain(Consumer consumer) {
        int before = consumer.granted;
        CompletableFuture<Reply> answer = ask(new Request.Drain(consumer.number));
        consumer.drains.add(answer);
        return answer.thenApply(reply -> {
            consumer.credit = Math.min(consumer.credit, consumer.granted - before);
            return reply;
        });
    }

    void opened(Consumer consumer) {
        consumers.put(consumer.number, consumer);
        session(consumer.session);
        consumer.owner.users++;
    }

    /** The consumer is closed; its owner may end with it. */
    void closed(Consumer consumer) {
        consumers.remove(consumer.number);
        assertTrue(consumer.drains.stream().allMatch(CompletableFuture::isDone), "a drain was never answered");
        if (--consumer.owner.users == 0 && !consumer.owner.durable && consumer.owner.created != null) {
            model.remove(model.deal(), consumer.owner);
        }
    }

    void closeSession(int session) {
        List<Consumer> ended =
                consumers.values().stream().filter(c -> c.session == session).toList();
        ended.forEach(this::closed);
        sessions.remove(session);
    }

    /** The connection is lost. */
    void disconnect() {
        life.engine().disconnect(link);
        for (int session : List.copyOf(sessions.keySet())) {
            returned(session, held(session));
            closeSession(session);
        }
        temporaries.forEach(address -> model.remove(model.deal(), model.queue(address, false)));
    }
}
