package org.restante.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.Duplicates;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * What a broker owes to whom, worked out the naive way from what was asked of it and what it answered. Owned by the
 * simulation's thread.
 *
 * <p>Requests are numbered in the order in which the broker took them, which is their order in its log. So one that was
 * confirmed vouches for all before it: up to {@link #written} against a kill, up to {@link #safe} against a loss of power.
 */
final class Model {

    /** Something asked for that holds as a whole or not at all. */
    static final class Operation {
        final long order;
        final List<Owed> sends = new ArrayList<>();
        final List<Owed> acknowledged = new ArrayList<>();
        boolean changes;
        boolean synced;
        boolean void_;

        Operation(long order) {
            this.order = order;
        }
    }

    /** An identifier as one queue remembers it. */
    record Identified(Address queue, String id) {}

    /** A queue or a subscription. */
    static final class Owner {
        final String name;
        final Address address;
        final @Nullable String color;
        final boolean durable;
        final Map<MessageId, Owed> owed = new LinkedHashMap<>();
        int id;
        int users;
        boolean shared;
        SubscriptionDefinition.@Nullable Key key;

        @Nullable
        Operation created;

        @Nullable
        Operation removed;

        Owner(String name, Address address, @Nullable String color, boolean durable) {
            this.name = name;
            this.address = address;
            this.color = color;
            this.durable = durable;
        }

        boolean takes(Envelope message) {
            return removed == null
                    && (color == null || color.equals(message.properties().get("color")));
        }

        /** Whether nobody consumes from it or holds a message of it. */
        boolean isFree() {
            return users == 0 && owed.values().stream().allMatch(message -> message.holder == null);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One message as one owner is owed it. */
    static final class Owed {
        final Owner owner;
        final Envelope message;
        final Operation sent;
        final int place;

        @Nullable
        Operation acknowledged;
        /** Deliveries that count, how many of them must survive a kill, and the highest that were ever seen. */
        int count;

        int logged;

        int highest;

        @Nullable
        Object holder;

        int consumer;

        @Nullable
        Tag tag;

        Owed(Owner owner, Envelope message, Operation sent, int place) {
            this.owner = owner;
            this.message = message;
            this.sent = sent;
            this.place = place;
        }

        /** It went back without having been seen. */
        void uncount() {
            count--;
            logged = Math.min(logged, count);
        }

        boolean mayHaveExpired(long now) {
            return message.header().expiration() != 0 && message.header().expiration() <= now;
        }

        @Override
        public String toString() {
            return message.id() + " for " + owner + " (sent " + sent.order + ", acknowledged "
                    + (acknowledged == null ? "-" : acknowledged.order) + ", delivered " + count + " times)";
        }
    }

    static final Comparator<Owed> ORDER = Comparator.<Owed>comparingInt(
                    owed -> -owed.message.header().priority())
            .thenComparingLong(owed -> owed.sent.order)
            .thenComparingInt(owed -> owed.place);

    final List<Owner> owners = new ArrayList<>();
    /** What first carried an identifier by which a queue knows repetitions. */
    final Map<Identified, Operation> identified = new LinkedHashMap<>();

    private final Map<MessageId, byte[]> bytes = new HashMap<>();
    /** Whether the log was once trimmed for want of room, so that what had gone by then may have no history. */
    boolean mayLackHistory;

    private long orders;
    private long written;
    private long safe;

    Operation operation() {
        return new Operation(++orders);
    }

    /** Up to this order nothing may be missing after a crash. */
    long guaranteed(boolean powerLoss) {
        return powerLoss ? safe : written;
    }

    /** All that is there now has been found after a crash, and so is kept as well as that crash proves. */
    void found(boolean powerLoss) {
        written = orders;
        safe = powerLoss ? orders : safe;
    }

    void confirmWith(CompletableFuture<Reply> answer, Operation operation) {
        answer.thenAccept(reply -> {
            if (reply instanceof Reply.Done && operation.changes) {
                written = Math.max(written, operation.order);
                safe = operation.synced ? Math.max(safe, operation.order) : safe;
            }
        });
    }

    Owner queue(Address address, boolean durable) {
        for (Owner owner : owners) {
            if (owner.key == null && owner.created == null && owner.address.equals(address)) {
                return owner;
            }
        }
        Owner made = new Owner(address.toString(), address, null, durable);
        owners.add(made);
        return made;
    }

    @Nullable
    Owner subscription(SubscriptionDefinition.Key key) {
        for (Owner owner : owners) {
            if (key.equals(owner.key) && owner.removed == null) {
                return owner;
            }
        }
        return null;
    }

    Owner subscribe(
            Operation operation, Address topic, @Nullable String color, SubscriptionDefinition.@Nullable Key key) {
        String name = key == null ? "a consumer of " + topic : "subscription " + key.name() + " of " + topic;
        Owner made = new Owner(name + " by " + operation.order, topic, color, key != null && key.durable());
        made.key = key;
        made.created = operation;
        operation.changes = true;
        operation.synced |= made.durable;
        owners.add(made);
        return made;
    }

    void send(Operation operation, Envelope message) {
        bytes.put(message.id(), bytes(message));
        Address to = message.header().destination();
        if (isRepeated(operation, message)) {
            return;
        }
        if (!to.kind().isTopic()) {
            owe(operation, queue(to, !to.kind().isTemporary()), message);
            return;
        }
        for (Owner owner : owners) {
            if (owner.created != null && owner.address.equals(to) && owner.takes(message)) {
                owe(operation, owner, message);
            }
        }
    }

    private boolean isRepeated(Operation operation, Envelope message) {
        Object id = message.property(Duplicates.PROPERTIES.get(0));
        if (id == null) {
            return false;
        }
        boolean first = identified.putIfAbsent(new Identified(message.header().destination(), id.toString()), operation)
                == null;
        operation.changes = true;
        operation.synced |= !first;
        return !first;
    }

    private static void owe(Operation operation, Owner owner, Envelope message) {
        Owed owed = new Owed(owner, message, operation, operation.sends.size());
        owner.owed.put(message.id(), owed);
        operation.sends.add(owed);
        operation.changes = true;
        operation.synced |= owner.durable && message.header().persistent();
    }

    void acknowledge(Operation operation, Owed owed) {
        owed.acknowledged = operation;
        owed.holder = null;
        operation.acknowledged.add(owed);
        operation.changes = true;
        operation.synced |= owed.owner.durable;
    }

    /** Ends an owner that does not outlive its users, or one that somebody unsubscribed. */
    void remove(Operation operation, Owner owner) {
        operation.changes = true;
        operation.synced |= owner.durable;
        owner.removed = operation;
        if (!owner.durable) {
            owners.remove(owner);
        }
    }

    boolean isAsSent(Envelope message) {
        return java.util.Arrays.equals(bytes.get(message.id()), bytes(message));
    }

    private static byte[] bytes(Envelope message) {
        Encoder out = new Encoder(message.size());
        message.encodeTo(out);
        return out.toBytes();
    }
}
