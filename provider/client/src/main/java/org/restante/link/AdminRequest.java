package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** What an operator asks of a broker. Where an answer is not {@link Reply.Done}, the request says which. */
public sealed interface AdminRequest extends Request {

    /** The queues, topics or patterns that it reads or changes; none where it is about the broker as a whole. */
    default List<Address> concerns() {
        return List.of();
    }

    /**
     * Sets how a destination behaves, or all whose names match, instead of what was set under this very name before. A
     * subscription behaves as its topic.
     *
     * @param pattern a queue or topic, whose name may hold wildcards as {@link org.restante.message.NamePattern} has them
     * @param settings none to take back what was set
     */
    record Configure(Address pattern, Settings settings) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(pattern);
        }
    }

    /** Where scheduled messages wait between their copies; browse it to see them, each with the number of copies sent. */
    Address SCHEDULES = Address.queue("$schedules");

    /** Ends a schedule: no further copy of this message is sent. */
    record CancelSchedule(MessageId id) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(SCHEDULES);
        }
    }

    /** Asks for all that is set. Answer: {@link Reply.Configured}. */
    record Configuration() implements AdminRequest {}

    /** What is to become of messages. */
    enum Act {
        /** Nothing: they are counted. */
        COUNT,
        /** They go; their status is PURGED. */
        PURGE,
        /** They go to another queue. */
        MOVE,
        /** They stay, and a copy of each, with an identifier of its own, goes to another queue. */
        COPY,
        /**
         * They go from a dead-letter or expiry queue back to where they came from, as if never delivered. One that came from a
         * subscription goes to that subscription, and stays if it is gone.
         */
        RETRY
    }

    /**
     * Does something with a part of the messages that match; to be asked again until there is no more. Answer: {@link
     * Reply.Swept}.
     *
     * @param to for MOVE and COPY, a queue, which is made if it is not there; else null
     * @param most how many messages at the most; {@link #ALL} for all
     * @param after continue behind this one; null from the start
     * @param newest leave what came later than this; {@link #ALL} at first, then as the last answer says
     */
    record Sweep(
            Act act,
            Place from,
            @Nullable Address to,
            Filter which,
            long most,
            @Nullable Tag after,
            long newest) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return to == null ? List.of(from.address()) : List.of(from.address(), to);
        }
    }

    /** No bound; as the newest message, all that is there when the request is met. */
    long ALL = Long.MAX_VALUE;

    /**
     * Looks at messages that match, in their order, taking none; those that wait for a time and those in flight are seen, too.
     * Answer: {@link Reply.Looked}.
     *
     * @param most how many at the most, 1 to 1000
     * @param after continue behind this one; null from the start
     * @param newest leave out what came later than this; {@link #ALL} at first, then as the last answer says
     */
    record Look(Place at, Filter which, int most, @Nullable Tag after, long newest) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(at.address());
        }
    }

    /**
     * Asks how the messages of one place stand, without their contents. Answer: {@link Reply.Messages}.
     *
     * @param inFlight only those in flight
     * @param after continue behind this one; null from the start
     */
    record Messages(Place at, boolean inFlight, @Nullable Tag after) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(at.address());
        }
    }

    /**
     * Asks for the delivery status of all messages that match, those that wait first, then those that are gone, as far as they are
     * remembered. Answer: {@link Reply.Deliveries}.
     *
     * @param destination null for all
     * @param state null for any
     * @param from the earliest time of the last step, in milliseconds since the epoch
     * @param until the first time that is too late
     * @param most how many at the most, 1 to 1000
     * @param after as the last answer says; null from the start
     */
    record Deliveries(
            @Nullable Address destination,
            DeliveryStatus.@Nullable State state,
            long from,
            long until,
            int most,
            @Nullable Tag after)
            implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return destination == null ? List.of() : List.of(destination);
        }
    }

    /**
     * Stops deliveries from a queue, from all subscriptions of a topic, or from one subscription, or lets them go on; durable. Sends
     * are taken all the same, and what was delivered before can be acknowledged.
     *
     * @param which with the number 0 the queue or topic itself
     */
    record Pause(Place which, boolean paused) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(which.address());
        }
    }

    /**
     * Asks for queues, topics and subscriptions, in the order of their numbers. Answer: {@link Reply.Destinations}.
     *
     * @param only this one, and its subscriptions; null for all
     * @param after continue behind this number; 0 from the start
     */
    record Destinations(@Nullable Address only, int after) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return only == null ? List.of() : List.of(only);
        }
    }

    /** Asks what the broker is and does. Answer: {@link Reply.Info}. */
    record Info() implements AdminRequest {}

    /** Asks for the open links, in the order of their numbers. Answer: {@link Reply.Connections}. */
    record Connections(long after) implements AdminRequest {}

    /** Ends a link, as if it were lost: what it had in flight goes back. */
    record EndConnection(long id) implements AdminRequest {}

    /** Makes a queue or topic; if it is there already, that is fine. */
    record Create(Address address) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(address);
        }
    }

    /**
     * Makes a durable subscription before its first consumer comes; if there is one like it, that is fine.
     *
     * @param clientId whose it is; null for nobody's, which only a shared one may be
     */
    record CreateSubscription(
            Address topic,
            @Nullable String clientId,
            String name,
            @Nullable String selector,
            boolean noLocal,
            boolean shared)
            implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(topic);
        }
    }

    /**
     * Deletes a queue, a topic with its subscriptions, or one subscription: takes a part of what waits out, and, with the last part,
     * itself; to be asked again until there is no more. Answer: {@link Reply.Swept}.
     *
     * @param which with the number 0 the queue or topic itself
     * @param force even if somebody consumes from it, or has messages in flight; what has consumers is then emptied and stays
     */
    record Delete(Place which, boolean force) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(which.address());
        }
    }

    /** A message as it was exported, with the number of its deliveries. */
    record Imported(Envelope message, int attempts) {}

    /**
     * Puts messages, all or none, into a queue, which is made if it is not there, or into one subscription, with their identifiers and
     * all else they had. Into {@link #SCHEDULES} go schedules, and nothing else. What is bounded there waits for room or is refused, as
     * sends are; identifiers of repetitions are not looked at.
     */
    record Import(Place to, List<Imported> messages) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(to.address());
        }
    }

    /** Asks what the log and the snapshots take of the disk, and what may go. Answer: {@link Reply.Disk}. */
    record Disk() implements AdminRequest {}

    /**
     * Asks whose messages lie in the log before a position, a part at a time; to be asked again until there is no more. Answer: {@link
     * Reply.Holders}.
     *
     * @param after continue behind this one; null from the start
     */
    record Holders(long before, @Nullable Tag after) implements AdminRequest {}
}
