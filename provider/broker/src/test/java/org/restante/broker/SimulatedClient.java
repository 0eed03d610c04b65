package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.state.RequestHistory;
import org.restante.broker.state.State;
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

    /** A delivery it has, or had: in which session, from which consumer. */
    record Held(int session, int consumer, Model.Owed owed) {}

    private SimulatedBroker broker;
    private LinkEnd link;
    private final @Nullable UUID conversation;
    private final Map<Long, PendingRequest> pendingRequests = new TreeMap<>();
    private final List<Held> remembered = new ArrayList<>();
    private long id;
    private long lastRequest;
    private long lostAt;
    private boolean ended;
    private final Map<Integer, Consumer> consumers = new TreeMap<>();
    private final Map<Integer, Session> sessions = new TreeMap<>();
    private final List<Address> temporaries = new ArrayList<>();
    private final Model model;
    private @Nullable String clientId;
    private int numbers;
    private long received;

    /** @param conversation null for one that does not come back */
    SimulatedClient(SimulatedBroker broker, Model model, @Nullable UUID conversation) {
        this.broker = broker;
        this.model = model;
        this.conversation = conversation;
        this.link = broker.engine().connect(this::take);
        assertFalse(connect(), "a conversation that goes on before it began");
    }

    /** Says whether the broker knew the conversation. */
    private boolean connect() {
        Reply.Connected connected = (Reply.Connected)
                ask(new Request.Connect(null, null, conversation)).join();
        id = connected.connection();
        return connected.resumed();
    }

    boolean canReconnect() {
        return conversation != null;
    }

    /** What it has asked for once and heard nothing of. */
    Collection<PendingRequest> pendingRequests() {
        return pendingRequests.values();
    }

    /** Whether the log knows that an errand was done. */
    boolean isKnown(SimulatedBroker now, PendingRequest pending) {
        RequestHistory history =
                conversation == null ? null : now.state().requestHistories().find(conversation);
        return history != null && history.done().has(pending.number);
    }

    /** Asks for something that is to be done once, if it has a conversation. */
    PendingRequest run(Request request, List<Model.Owed> acknowledged) {
        PendingRequest pending = new PendingRequest(conversation == null ? 0 : ++lastRequest, request, acknowledged);
        if (pending.number == 0) {
            pending.answer = ask(request);
        } else {
            pendingRequests.put(pending.number, pending);
            repeat(pending);
        }
        return pending;
    }

    void repeat(PendingRequest pending) {
        long settled = pendingRequests.keySet().iterator().next();
        pending.answer = ask(new Request.Once(pending.number, settled, pending.request));
    }

    /** It has heard the answer, or gives up. */
    void finished(PendingRequest pending) {
        pendingRequests.remove(pending.number);
    }

    /** Hears the answers to some of what it asked for. */
    void takeAnswers(Predicate<PendingRequest> which) {
        pendingRequests.values().removeIf(pending -> pending.answer.isDone() && which.test(pending));
    }

    long lostAt() {
        return lostAt;
    }

    /** Whether the broker has given it up while it had no link. */
    boolean isEnded() {
        return ended;
    }

    void lose(long now) {
        broker.engine().lose(link);
        lostAt = now;
        consumers.values().forEach(consumer -> {
            consumer.credit = 0;
            assertTrue(consumer.drains.stream().allMatch(CompletableFuture::isDone), "a drain was never answered");
        });
    }

    /** The broker has given it up, or is another one now. */
    void ended() {
        ended = true;
        rememberHeld();
        end();
        temporaries.clear();
        clientId = null;
    }

    /** The broker has died. */
    void crashed() {
        if (!ended) {
            ended = true;
            rememberHeld();
        }
        consumers.clear();
        sessions.clear();
        temporaries.clear();
        clientId = null;
    }

    private void rememberHeld() {
        remembered.clear();
        sessions.keySet()
                .forEach(session ->
                        held(session).forEach(owed -> remembered.add(new Held(session, owed.consumer, owed))));
        for (PendingRequest pending : pendingRequests.values()) { // it has not heard that these are gone
            int session = pending.request instanceof Request.Acknowledge acknowledge
                    ? acknowledge.session()
                    : pending.request instanceof Request.Commit commit ? commit.session() : 0;
            pending.acknowledged.forEach(owed -> remembered.add(new Held(session, owed.consumer, owed)));
        }
    }

    /** What it held when it was given up. */
    List<Held> remembered() {
        return remembered;
    }

    /** Comes back over another link; the old one may not have been noticed to be dead. Says whether the conversation goes on. */
    boolean reconnect(SimulatedBroker now) {
        LinkEnd old = link;
        boolean sameBroker = broker == now;
        broker = now;
        link = broker.engine().connect(this::take);
        boolean resumed = connect();
        assertEquals(!ended, resumed, "whether the broker knows a client");
        if (sameBroker) {
            broker.engine().lose(old);
            broker.engine().disconnect(old);
        }
        ended = false;
        consumers.values().forEach(consumer -> consumer.credit = 0);
        return resumed;
    }

    /** Whether this is in flight for its consumer, to the broker. */
    boolean has(Held held) {
        Tag tag = Objects.requireNonNull(held.owed().tag);
        MessageReference reference = State.find(broker.state().destinations().owner(tag.owner()), tag);
        ClientConsumer holder = reference == null ? null : ClientConsumer.of(reference);
        boolean has = holder != null
                && holder.connection() == link.connection()
                && holder.number() == held.consumer()
                && reference.session() == holder.connection().session(held.session());
        assertTrue(
                !has || reference.message().id().equals(held.owed().message.id()),
                () -> "another message was reclaimed in the place of " + held.owed());
        return has;
    }

    /** It has again what it held; that it was delivered is kept when the broker has answered, see {@link #confirmReclaimed}. */
    void reclaimed(Held held) {
        Model.Owed owed = held.owed();
        assertNull(owed.holder, () -> owed + " is reclaimed, and another has it");
        assertNull(owed.acknowledged, () -> owed + " was acknowledged, and is reclaimed");
        owed.count = Math.max(1, owed.count);
        owed.highest = Math.max(owed.highest, owed.count);
        owed.holder = session(held.session());
        owed.consumer = held.consumer();
    }

    /** The broker has answered that it has it again. */
    void confirmReclaimed(Held held) {
        Model.Owed owed = held.owed();
        if (owed.holder == session(held.session())) {
            count(owed, owed.count);
        }
    }

    private void count(Model.Owed owed, int attempt) {
        owed.count = attempt;
        owed.logged = broker.log().wasFull() ? owed.logged : owed.count;
        owed.highest = Math.max(owed.highest, owed.count);
    }

    CompletableFuture<Reply> ask(Request request) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        broker.engine().handle(link, request, answer);
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
        if (!(event instanceof Event.Delivery delivery)) {
            return; // its link is gone, which it finds out by itself
        }
        Consumer consumer = consumers.get(delivery.consumer());
        assertNotNull(consumer, () -> "a delivery to a consumer that is closed: " + delivery);
        Model.Owed owed = consumer.owner.owed.get(delivery.message().id());
        assertNotNull(owed, () -> "a delivery of what is not there: " + delivery);
        assertTrue(model.isAsSent(delivery.message()), () -> owed + " has changed on its way");
        assertNull(owed.acknowledged, () -> owed + " was acknowledged, and is delivered");
        assertNull(owed.holder, () -> owed + " is delivered to two at a time");
        assertEquals(owed.count + 1, delivery.attempt(), () -> "the attempt of " + owed);
        assertTrue(owed.message.header().deliveryTime() <= broker.now(), () -> owed + " comes too soon");
        assertTrue(
                consumer.color == null
                        || consumer.color.equals(owed.message.properties().get("color")),
                () -> owed + " does not match " + consumer.color);
        assertTrue(consumer.credit-- > 0, () -> owed + " was not asked for");
        count(owed, delivery.attempt());
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

    /** What of a session is not kept goes back, as if it had never come. */
    void kept(int session, List<Model.Owed> kept) {
        for (Model.Owed owed : held(session)) {
            if (!kept.contains(owed)) {
                owed.uncount();
                owed.holder = null;
            }
        }
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
            model.remove(model.operation(), consumer.owner);
        }
    }

    void closeSession(int session) {
        List<Consumer> ended =
                consumers.values().stream().filter(c -> c.session == session).toList();
        ended.forEach(this::closed);
        sessions.remove(session);
    }

    /** The connection is closed. */
    void disconnect() {
        broker.engine().disconnect(link);
        end();
    }

    private void end() {
        for (int session : List.copyOf(sessions.keySet())) {
            returned(session, held(session));
            closeSession(session);
        }
        temporaries.forEach(address -> model.remove(model.operation(), model.queue(address, false)));
    }
}
