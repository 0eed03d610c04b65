package org.restante.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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
 * A naive model of a broker: the messages that each owner must have, derived from requests and replies. Owned by the simulation's
 * thread.
 *
 * <p>Operations are numbered in the order in which the broker executed them, which is their order in its log. So a confirmed one
 * proves that all earlier ones are kept: up to {@link #written} after a kill, up to {@link #safe} after a power loss.
 */
final class Model {

    /** An atomic operation: after a crash all of it has taken effect, or nothing. */
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

    /** An identifier that a queue remembers for duplicate detection. */
    record Identified(Address queue, String id) {}

    /** A queue or a subscription. */
    static final class Owner {
        final String name;
        final Address address;
        final @Nullable String color;
        final boolean durable;
        final Map<MessageId, Owed> owed = new LinkedHashMap<>();
        /** Messages of which a crash has not shown whether they were sent, acknowledged or dropped. */
        final Map<MessageId, Owed> inDoubt = new HashMap<>();
        /** Messages that have ended with a broker's process; they may have replaced others before. */
        final List<Owed> ended = new ArrayList<>();

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

        /** Whether it drops messages of its own accord. */
        boolean evicts() {
            return address.equals(Evictions.RING) || address.equals(Evictions.LAST_VALUES);
        }

        /** Whether it has no consumer and no message in flight. */
        boolean isFree() {
            return users == 0 && owed.values().stream().allMatch(message -> message.holder == null);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A message that an owner must have. */
    static final class Owed {
        final Owner owner;
        final Envelope message;
        final Operation sent;
        final int place;

        @Nullable
        Operation acknowledged;

        /** Whether it was dropped, not acknowledged. */
        boolean dropped;

        /** The delivery count, how much of it must survive a kill, and the highest count ever seen. */
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

        /** It was returned without having been seen. */
        void uncount() {
            count--;
            logged = Math.min(logged, count);
        }

        /** Whether a later message of its queue has its last value. */
        boolean isReplaced() {
            Object value = message.property(Evictions.KEY);
            return Stream.concat(owner.owed.values().stream(), owner.ended.stream())
                    .anyMatch(other -> Objects.equals(value, other.message.property(Evictions.KEY))
                            && (other.sent.order > sent.order || (other.sent == sent && other.place > place)));
        }

        /** Whether it survives the broker's process. */
        boolean isRecovered() {
            return owner.durable && message.header().persistent();
        }

        /** It has ended with the broker's process. */
        void end() {
            owner.ended.add(this);
            sent.sends.remove(this);
            if (acknowledged != null) {
                acknowledged.acknowledged.remove(this);
            }
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
    /** The operation that first used each identifier. */
    final Map<Identified, Operation> identified = new LinkedHashMap<>();

    private final Map<MessageId, byte[]> bytes = new HashMap<>();
    /** Whether the log was trimmed without a snapshot, so that messages settled before may have no history. */
    boolean mayLackHistory;

    private long orders;
    private long written;
    private long safe;

    Operation operation() {
        return new Operation(++orders);
    }

    /** Operations up to this order must have survived the crash. */
    long guaranteed(boolean powerLoss) {
        return powerLoss ? safe : written;
    }

    /** The state was found after a crash, so everything in it is written; after a power loss it is synced. */
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
        owner.inDoubt.remove(message.id()); // it is sent again
        operation.sends.add(owed);
        operation.changes |= owed.isRecovered();
        operation.synced |= owed.isRecovered();
    }

    void acknowledge(Operation operation, Owed owed) {
        owed.acknowledged = operation;
        owed.holder = null;
        operation.acknowledged.add(owed);
        operation.changes |= owed.isRecovered();
        operation.synced |= owed.isRecovered();
    }

    void drop(Operation operation, Owed owed) {
        owed.acknowledged = operation;
        owed.dropped = true;
        operation.acknowledged.add(owed);
        operation.changes |= owed.isRecovered();
    }

    /** Removes an owner whose last user is gone, or that was unsubscribed. */
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
