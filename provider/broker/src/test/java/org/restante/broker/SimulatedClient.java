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
 * A client in a simulation; it checks each delivery against the model. Owned by the simulation's thread.
 */
final class SimulatedClient {

    /** A consumer of this client. */
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

    /** The holder of deliveries in flight; compared by identity. */
    static final class Session {}

    /** A message in flight for this client, now or before a crash, with its session and consumer. */
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

    /** @param conversation null for a client that never reconnects */
    SimulatedClient(SimulatedBroker broker, Model model, @Nullable UUID conversation) {
        this.broker = broker;
        this.model = model;
        this.conversation = conversation;
        this.link = broker.engine().connect(this::take);
        assertFalse(connect(), "a new conversation was resumed");
    }

    /** Returns whether the broker resumed the conversation. */
    private boolean connect() {
        Reply.Connected connected = (Reply.Connected)
                ask(new Request.Connect(null, null, conversation)).join();
        id = connected.connection();
        return connected.resumed();
    }

    boolean canReconnect() {
        return conversation != null;
    }

    /** Its repeatable requests without a reply. */
    Collection<PendingRequest> pendingRequests() {
        return pendingRequests.values();
    }

    /** Whether the request history shows that the request was executed. */
    boolean isKnown(SimulatedBroker now, PendingRequest pending) {
        RequestHistory history =
                conversation == null ? null : now.state().requestHistories().find(conversation);
        return history != null && history.done().has(pending.number);
    }

    /** Sends a request; as a repeatable one if the client has a conversation. */
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

    /** The request has its reply, or is given up. */
    void finished(PendingRequest pending) {
        pendingRequests.remove(pending.number);
    }

    /** Takes the replies to some requests. */
    void takeAnswers(Predicate<PendingRequest> which) {
        pendingRequests.values().removeIf(pending -> pending.answer.isDone() && which.test(pending));
    }

    long lostAt() {
        return lostAt;
    }

    /** Whether the broker has ended its connection while it had no link. */
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

    /** The broker has ended its connection. */
    void ended() {
        ended = true;
        rememberHeld();
        end();
        temporaries.clear();
        clientId = null;
    }

    /** The broker has crashed. */
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
        for (PendingRequest pending : pendingRequests.values()) { // without the reply, it still counts them as held
            int session = pending.request instanceof Request.Acknowledge acknowledge
                    ? acknowledge.session()
                    : pending.request instanceof Request.Commit commit ? commit.session() : 0;
            pending.acknowledged.forEach(owed -> remembered.add(new Held(session, owed.consumer, owed)));
        }
    }

    /** The messages it held when its connection ended. */
    List<Held> remembered() {
        return remembered;
    }

    /** Reconnects over another link, while the old one may still seem open. Returns whether the conversation was resumed. */
    boolean reconnect(SimulatedBroker now) {
        LinkEnd old = link;
        boolean sameBroker = broker == now;
        broker = now;
        link = broker.engine().connect(this::take);
        boolean resumed = connect();
        assertEquals(!ended, resumed, "whether the conversation is resumed");
        if (sameBroker) {
            broker.engine().lose(old);
            broker.engine().disconnect(old);
        }
        ended = false;
        consumers.values().forEach(consumer -> consumer.credit = 0);
        return resumed;
    }

    /** Whether the broker has this message in flight for its consumer. */
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

    /** Has a message in flight again; its delivery counts as logged after the reply, see {@link #confirmReclaimed}. */
    void reclaimed(Held held) {
        Model.Owed owed = held.owed();
        assertNull(owed.holder, () -> owed + " is reclaimed while in flight elsewhere");
        assertNull(owed.acknowledged, () -> owed + " is reclaimed after its acknowledgement");
        owed.count = Math.max(1, owed.count);
        owed.highest = Math.max(owed.highest, owed.count);
        owed.holder = session(held.session());
        owed.consumer = held.consumer();
    }

    /** The broker has confirmed the reclaimed message. */
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

    /** Whether the request was refused. Only a refusal is answered at once, independently of the log. */
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

    /** How many deliveries were received. */
    long received() {
        return received;
    }

    private void take(Event event) {
        if (!(event instanceof Event.Delivery delivery)) {
            return; // Closed: the test knows when a link ends
        }
        Consumer consumer = consumers.get(delivery.consumer());
        assertNotNull(consumer, () -> "a delivery to a consumer that is closed: " + delivery);
        Model.Owed owed = consumer.owner.owed.get(delivery.message().id());
        assertNotNull(owed, () -> "a delivery of an unknown message: " + delivery);
        assertTrue(model.isAsSent(delivery.message()), () -> owed + " was changed in transit");
        assertNull(owed.acknowledged, () -> owed + " is delivered after its acknowledgement");
        assertNull(owed.holder, () -> owed + " is delivered to two consumers at a time");
        assertEquals(owed.count + 1, delivery.attempt(), () -> "the attempt of " + owed);
        assertTrue(owed.message.header().deliveryTime() <= broker.now(), () -> owed + " comes too soon");
        assertTrue(
                consumer.color == null
                        || consumer.color.equals(owed.message.properties().get("color")),
                () -> owed + " does not match " + consumer.color);
        assertTrue(consumer.credit-- > 0, () -> owed + " was delivered without credit");
        count(owed, delivery.attempt());
        owed.holder = session(consumer.session);
        owed.consumer = consumer.number;
        owed.tag = delivery.tag();
        received++;
    }

    /** The messages in flight for a session. */
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

    /** Returns all messages of a session; the deliveries of those not seen do not count. */
    void returned(int session, List<Model.Owed> seen) {
        for (Model.Owed owed : held(session)) {
            if (!seen.contains(owed)) {
                owed.uncount();
            }
            owed.holder = null;
        }
        consumers.values().stream().filter(c -> c.session == session).forEach(c -> c.credit = 0);
    }

    /** Returns the messages of a session that are not kept, as if never delivered. */
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
