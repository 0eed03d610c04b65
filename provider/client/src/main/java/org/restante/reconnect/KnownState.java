package org.restante.reconnect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Cases;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * The state that the broker holds for a link, derived from requests and answers: the client identifier, temporary
 * destinations, consumers with their credit, and deliveries in flight. Guarded by the lock of its
 * {@link ReconnectingLink}.
 */
final class KnownState {

    /** A credit counts from its request on; other requests leave no state on the link. */
    private static final Effect<Request> NOTHING = (state, done, reply) -> {};

    private static final Cases<Request, Effect<Request>> EFFECTS = effects();

    /** An open consumer and the rest of its credit. */
    static final class Consumer {
        private final Request.OpenConsumer opened;
        private long messages;
        private long bytes;

        private Consumer(Request.OpenConsumer opened) {
            this.opened = opened;
        }

        Request.OpenConsumer opened() {
            return opened;
        }

        /**
         * The rest of the credit; null if none is left. Messages or bytes alone count as well, because the other kind
         * may be granted later.
         */
        Request.@Nullable Credit credit() {
            return messages <= 0 && bytes <= 0
                    ? null
                    : new Request.Credit(
                            opened.consumer(),
                            (int) Math.min(Math.max(0, messages), Integer.MAX_VALUE),
                            Math.max(0, bytes));
        }

        private void revoke() {
            messages = 0;
            bytes = 0;
        }
    }

    private @Nullable String clientId;
    private final Set<Address> temporaries = new LinkedHashSet<>();
    private final Map<Integer, Consumer> consumers = new LinkedHashMap<>();

    /** The deliveries in flight of each session, each with its consumer. */
    private final Map<Integer, Map<Tag, Integer>> inFlight = new LinkedHashMap<>();

    /** Whether deliveries may have been lost, because a broker did not know the link. */
    private boolean renewed;

    /** Deliveries may have been lost from now on; those that are left are known. */
    void renewed() {
        renewed = true;
    }

    /**
     * The request without the deliveries that were lost when the link was renewed: the broker never delivered them to
     * the new link.
     */
    Request withoutLost(Request request) {
        if (!renewed) {
            return request;
        } else if (request instanceof Request.Acknowledge acknowledge) {
            return new Request.Acknowledge(acknowledge.session(), left(acknowledge.tags()));
        } else if (request instanceof Request.Expired expired) {
            return new Request.Expired(expired.session(), left(expired.tags()));
        } else if (request instanceof Request.HandOver hand) {
            return new Request.HandOver(hand.from(), hand.to(), left(hand.tags()));
        }
        return request;
    }

    private List<Tag> left(List<Tag> tags) {
        return tags.stream()
                .filter(tag -> inFlight.values().stream().anyMatch(held -> held.containsKey(tag)))
                .toList();
    }

    @Nullable
    String clientId() {
        return clientId;
    }

    List<Address> temporaries() {
        return List.copyOf(temporaries);
    }

    List<Consumer> consumers() {
        return List.copyOf(consumers.values());
    }

    /** The sessions that have consumers or deliveries in flight. */
    Set<Integer> sessions() {
        Set<Integer> sessions = new LinkedHashSet<>(inFlight.keySet());
        consumers.values().forEach(consumer -> sessions.add(consumer.opened().session()));
        return sessions;
    }

    List<Tag> held(int session) {
        return List.copyOf(inFlight.getOrDefault(session, Map.of()).keySet());
    }

    /** The deliveries in flight of a session, by consumer. */
    Map<Integer, List<Tag>> heldByConsumer(int session) {
        Map<Integer, List<Tag>> held = new LinkedHashMap<>();
        inFlight.getOrDefault(session, Map.of())
                .forEach((tag, consumer) ->
                        held.computeIfAbsent(consumer, any -> new ArrayList<>()).add(tag));
        return held;
    }

    /** Records a delivery. A delivery to a consumer that is not open is ignored. */
    void addDelivery(Event.Delivery delivery) {
        Consumer consumer = consumers.get(delivery.consumer());
        if (consumer == null) {
            return;
        }
        consumer.messages--;
        consumer.bytes -= delivery.message().size();
        hold(consumer.opened().session(), delivery.tag(), delivery.consumer());
    }

    private void hold(int session, Tag tag, int consumer) {
        inFlight.computeIfAbsent(session, any -> new LinkedHashMap<>()).put(tag, consumer);
    }

    /** Records granted credit. Called with the request, because deliveries may arrive before the answer. */
    void addCredit(Request.Credit credit) {
        Consumer consumer = consumers.get(credit.consumer());
        if (consumer != null) {
            consumer.messages += credit.messages();
            consumer.bytes += credit.bytes();
        }
    }

    /** Removes deliveries that are no longer in flight for a session. */
    void remove(int session, Set<Tag> tags) {
        Map<Tag, Integer> held = inFlight.get(session);
        if (held != null) {
            held.keySet().removeAll(tags);
        }
    }

    /** Applies the change of a request that the broker has executed. */
    void apply(Request request, Reply reply) {
        EFFECTS.of(request).take(this, request, reply);
    }

    /** The effect of a request on what the broker knows of the link, once it is done. */
    private interface Effect<R extends Request> {
        void take(KnownState state, R request, Reply reply);
    }

    private static Cases<Request, Effect<Request>> effects() {
        Cases.Builder<Request, Effect<Request>> table = Cases.of(Request.class);
        put(
                table,
                Request.Acknowledge.class,
                (state, done, reply) -> state.remove(done.session(), Set.copyOf(done.tags())));
        put(
                table,
                Request.Expired.class,
                (state, done, reply) -> state.remove(done.session(), Set.copyOf(done.tags())));
        put(
                table,
                Request.Commit.class,
                (state, done, reply) -> state.remove(done.session(), Set.copyOf(done.acknowledged())));
        put(table, BranchRequest.Prepare.class, (state, done, reply) -> {
            Set<Tag> tags = new HashSet<>(done.acknowledged());
            state.inFlight.values().forEach(held -> held.keySet().removeAll(tags));
        });
        put(table, Request.Recover.class, (state, done, reply) -> state.applyRecover(done));
        put(table, Request.HandOver.class, (state, done, reply) -> state.applyHandOver(done));
        put(table, Request.Drain.class, (state, done, reply) -> state.drained(done.consumer()));
        put(
                table,
                Request.OpenConsumer.class,
                (state, done, reply) -> state.consumers.put(done.consumer(), new Consumer(done)));
        put(table, Request.CloseConsumer.class, (state, done, reply) -> state.applyClose(done));
        put(table, Request.CloseSession.class, (state, done, reply) -> state.applyClose(done));
        put(table, Request.Identify.class, (state, done, reply) -> state.clientId = done.clientId());
        put(table, Request.CreateTemporary.class, (state, done, reply) -> {
            if (reply instanceof Reply.Created created) {
                state.temporaries.add(created.address());
            }
        });
        put(table, Request.DeleteTemporary.class, (state, done, reply) -> state.temporaries.remove(done.address()));
        return table.putAll(
                        NOTHING,
                        Request.Credit.class,
                        Request.Send.class,
                        Request.Unsubscribe.class,
                        Request.Browse.class,
                        Request.Status.class,
                        Request.Connect.class,
                        Request.Once.class,
                        Request.Reclaim.class,
                        BranchRequest.CommitPrepared.class,
                        BranchRequest.RollbackPrepared.class,
                        BranchRequest.Prepared.class,
                        AdminRequest.class)
                .build();
    }

    private static <R extends Request> void put(
            Cases.Builder<Request, Effect<Request>> table, Class<R> type, Effect<R> effect) {
        table.put(type, (state, request, reply) -> effect.take(state, type.cast(request), reply));
    }

    private void drained(int number) {
        Consumer consumer = consumers.get(number);
        if (consumer != null) {
            consumer.revoke();
        }
    }

    private void applyClose(Request.CloseSession close) {
        inFlight.remove(close.session());
        consumers.values().removeIf(consumer -> consumer.opened().session() == close.session());
    }

    private void applyRecover(Request.Recover recover) {
        Map<Tag, Integer> held = inFlight.get(recover.session());
        if (held != null) {
            held.keySet().retainAll(new HashSet<>(recover.kept()));
        }
        consumers.values().stream()
                .filter(consumer -> consumer.opened().session() == recover.session())
                .forEach(Consumer::revoke);
    }

    private void applyHandOver(Request.HandOver handOver) {
        Map<Tag, Integer> from = inFlight.get(handOver.from());
        if (from == null) {
            return;
        }
        for (Tag tag : handOver.tags()) {
            Integer consumer = from.remove(tag);
            if (consumer != null) {
                hold(handOver.to(), tag, consumer);
            }
        }
    }

    private void applyClose(Request.CloseConsumer close) {
        consumers.remove(close.consumer());
        Set<Tag> seen = new HashSet<>(close.seen());
        inFlight.values()
                .forEach(held -> held.entrySet()
                        .removeIf(entry -> entry.getValue() == close.consumer() && !seen.contains(entry.getKey())));
    }
}
