package org.restante.broker.routing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policy;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.Sender;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.broker.state.Timetable;
import org.restante.link.AdminRequest;
import org.restante.link.BranchRequest;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** The room that one request needs at each bounded queue or subscription. Owned by the broker thread. */
public final class Demand {

    private final Reservations reservations;
    private final Map<DeliveryQueue, Part> parts = new LinkedHashMap<>();
    private final Map<Address, DeliveryQueue> absent = new HashMap<>();
    private final Set<Address> destinations = new LinkedHashSet<>();
    private long bytes;
    private long blockTimeout = Long.MAX_VALUE;

    private Demand(Reservations reservations) {
        this.reservations = reservations;
    }

    /** The room needed at one queue or subscription. */
    private static final class Part {
        private int messages;
        private long bytes;
        private int largest;
    }

    /** The reason for which a request has to wait for room. */
    record Shortage(Address destination, String reason) {}

    /** Calculates the demand of requests. */
    public static final class Calculator {
        private final State state;
        private final Router router;

        public Calculator(State state, Router router) {
            this.state = state;
            this.router = router;
        }

        /** Whether any destination may have a bound. */
        boolean hasBounds() {
            return state.policies().size() > 0;
        }

        /** The demand of messages that the broker sends itself. */
        Demand demand(Sender sender, List<Envelope> sends) {
            return demand(sender, sends, List.of());
        }

        /** The demand of an import by an operator. */
        private Demand demand(AdminRequest.Import request) {
            Demand demand = new Demand(router.reservations());
            Address to = request.to().address();
            demand.destinations.add(to);
            demand.waitAtMost(state.destinations().policy(to).blockTimeout());
            DeliveryQueue queue = request.to().id() == 0
                    ? state.destinations().queue(to)
                    : state.destinations().owner(request.to().id());
            for (AdminRequest.Imported imported : request.messages()) {
                Envelope message = imported.message();
                demand.bytes += message.size();
                demand.add(
                        queue != null
                                ? queue
                                : demand.absent(to, state.destinations().policy(to)),
                        message);
            }
            return demand;
        }

        /** The demand of a request; null for a request that sends nothing. */
        @Nullable
        Demand demand(ClientConnection connection, Request request) {
            Sender sender = connection.sender();
            if (request.sends().isEmpty()) {
                return null; // what an operator moves or copies is checked a part at a time
            } else if (request instanceof Request.Once once) {
                return demand(connection, once.request());
            } else if (request instanceof Request.Send send) {
                return demand(sender, send.sends(), List.of());
            } else if (request instanceof Request.Commit commit) {
                return demand(sender, commit.sends(), commit.acknowledged());
            } else if (request instanceof BranchRequest.Prepare prepare) {
                return demand(sender, prepare.sends(), prepare.acknowledged());
            } else if (request instanceof AdminRequest.Import brought) {
                return demand(brought);
            }
            throw new IllegalArgumentException(
                    "the room that the request '" + request.words() + "' needs is not known");
        }

        private Demand demand(Sender sender, List<Envelope> sends, List<Tag> acknowledged) {
            Demand demand = new Demand(router.reservations());
            for (Envelope message : sends) {
                Address to = message.header().destination();
                demand.destinations.add(to);
                demand.bytes += message.size();
                demand.waitAtMost(state.destinations().policy(to).blockTimeout());
                if (router.isKnownDuplicate(message) || Timetable.of(message) != null) {
                    continue;
                }
                if (!to.kind().isTopic() && state.destinations().queue(to) == null) {
                    demand.add(demand.absent(to, state.destinations().policy(to)), message);
                } else {
                    router.owners(sender, message).forEach(owner -> demand.add(owner, message));
                }
            }
            for (Tag tag : acknowledged) {
                demand.free(State.find(state.destinations().owner(tag.owner()), tag));
            }
            return demand;
        }
    }

    /** The demand of one message for one queue or subscription. */
    static Demand of(DeliveryQueue to, Envelope message, Reservations reservations) {
        Demand demand = new Demand(reservations);
        demand.add(to, message);
        return demand;
    }

    /** Stands for a queue that does not exist yet: empty, with the policy that it would get. */
    private DeliveryQueue absent(Address address, Policy policy) {
        return absent.computeIfAbsent(address, any -> new DeliveryQueue(0, address, null, policy));
    }

    private void waitAtMost(long millis) {
        blockTimeout = Math.min(blockTimeout, millis);
    }

    private void add(DeliveryQueue owner, Envelope message) {
        if (!owner.policy().isBounded()) {
            return;
        }
        Part part = parts.computeIfAbsent(owner, any -> new Part());
        part.messages++;
        part.bytes += message.size();
        part.largest = Math.max(part.largest, message.size());
        for (MessageReference replaced : owner.replacedBy(message)) {
            part.messages--;
            part.bytes -= replaced.message().size();
        }
    }

    private void free(@Nullable MessageReference reference) {
        Part part = reference == null ? null : parts.get(DeliveryQueue.of(reference));
        if (reference != null && part != null) {
            part.messages--;
            part.bytes -= reference.message().size();
        }
    }

    Set<Address> destinations() {
        return destinations;
    }

    /** The size of all messages sent, in bytes. */
    long bytes() {
        return bytes;
    }

    /** How long the request may wait for room, in milliseconds. */
    long blockTimeout() {
        return blockTimeout;
    }

    /**
     * The first shortage of room; null if the request fits now.
     *
     * @throws RefusedException if the request can never fit, or its destination refuses instead of waiting
     */
    @Nullable
    Shortage shortage() {
        Shortage found = null;
        for (Map.Entry<DeliveryQueue, Part> entry : parts.entrySet()) {
            DeliveryQueue owner = entry.getKey();
            Policy policy = owner.policy();
            Part part = entry.getValue();
            boolean isRing = policy.whenFull() == Policy.WhenFull.DROP_OLDEST;
            if (isRing ? !policy.holds(1, part.largest) : !policy.holds(part.messages, part.bytes)) {
                throw new RefusedException(
                        Problem.RESOURCE_LIMIT,
                        name(owner) + " never has room for " + part.messages + " messages of " + part.bytes
                                + " bytes at once: " + bounds(policy) + "; send less at a time, or raise the bound");
            }
            Reservations.Space reserved = reservations.at(owner);
            int messages = owner.size() + reserved.messages();
            if (!isRing && !policy.holds(messages + part.messages, owner.bytes() + reserved.bytes() + part.bytes)) {
                String reason = name(owner) + " is full: " + owner.size() + " messages of " + owner.bytes()
                        + " bytes wait there, " + prepared(reserved) + "and " + bounds(policy);
                if (policy.whenFull() == Policy.WhenFull.REFUSE) {
                    throw new RefusedException(
                            Problem.RESOURCE_LIMIT, reason + "; consume messages, or raise the bound");
                }
                found = new Shortage(owner.address(), reason);
            }
        }
        return found;
    }

    private static String prepared(Reservations.Space reserved) {
        return reserved.messages() == 0
                ? ""
                : "there is space reserved for " + reserved.messages() + " messages of " + reserved.bytes()
                        + " bytes of prepared branches, ";
    }

    private static String name(DeliveryQueue owner) {
        SubscriptionDefinition subscription = owner.subscription();
        return subscription == null || subscription.name() == null
                ? owner.address().toString()
                : "the subscription '" + subscription.name() + "' of " + owner.address();
    }

    private static String bounds(Policy policy) {
        if (policy.maxBytes() == 0) {
            return "it takes " + policy.maxMessages() + " (maxMessages)";
        }
        String bytes = "it takes " + policy.maxBytes() + " bytes (maxBytes)";
        return policy.maxMessages() == 0 ? bytes : bytes + " and " + policy.maxMessages() + " messages (maxMessages)";
    }
}
