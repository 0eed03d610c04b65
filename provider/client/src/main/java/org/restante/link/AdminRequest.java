package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * An operator's request to a broker. Immutable. The answer is {@link Reply.Done}, unless the request's comment names
 * another one.
 */
public sealed interface AdminRequest extends Request {

    /**
     * The queues, topics or patterns that the request reads or changes; empty for a request about the broker as a
     * whole.
     */
    default List<Address> concerns() {
        return List.of();
    }

    /**
     * Sets the settings of a destination, or of all destinations that match a pattern. They replace all settings that
     * were set for exactly this name or pattern before. A subscription has the settings of its topic.
     *
     * @param pattern a queue or topic; its name may hold the wildcards of {@link org.restante.message.NamePattern}
     * @param settings {@link Settings#NONE} to remove the settings
     */
    record Configure(Address pattern, Settings settings) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(pattern);
        }
    }

    /**
     * The queue that holds scheduled messages. Browse it to list them; the delivery count of each is the number of
     * copies sent.
     */
    Address SCHEDULES = Address.queue("$schedules");

    /** Ends a schedule: no further copy of this message is sent. */
    record CancelSchedule(MessageId id) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(SCHEDULES);
        }
    }

    /** Asks for all settings. Answer: {@link Reply.Configured}. */
    record Configuration() implements AdminRequest {}

    /** The operation that a {@link Sweep} applies to messages. */
    enum Act {
        /** Counts the messages and changes nothing. */
        COUNT,
        /** Deletes the messages; their status is PURGED. */
        PURGE,
        /** Moves the messages to another queue. */
        MOVE,
        /** Puts a copy of each message, with a new message identifier, into another queue; the originals stay. */
        COPY,
        /**
         * Returns the messages of a dead-letter or expiry queue to the queue or subscription that they came from, as if
         * they had never been delivered. A message whose subscription no longer exists stays.
         */
        RETRY
    }

    /**
     * Applies an operation to one part of the messages that match. Repeat the request with {@code next} and
     * {@code newest} of the answer until {@code next} is null. Answer: {@link Reply.Swept}.
     *
     * @param to the target queue of MOVE and COPY, created if it does not exist; null for the other operations
     * @param most the largest number of messages; {@link #ALL} for no limit
     * @param after continues behind this message; null starts at the first one
     * @param newest leaves out messages that arrived later than this one; {@link #ALL} in the first request, then the
     *     value of the last answer
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

    /** No limit. As {@code newest}: every message that is there when the broker meets the request. */
    long ALL = Long.MAX_VALUE;

    /**
     * Browses messages that match, in their order, and takes none. Delayed messages and messages in flight are
     * included. Answer: {@link Reply.Looked}.
     *
     * @param most the largest number of messages, 1 to 1000
     * @param after continues behind this message; null starts at the first one
     * @param newest leaves out messages that arrived later than this one; {@link #ALL} in the first request, then the
     *     value of the last answer
     */
    record Look(Place at, Filter which, int most, @Nullable Tag after, long newest) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(at.address());
        }
    }

    /**
     * Asks for the status of the messages of one place, without their contents. Answer: {@link Reply.Messages}.
     *
     * @param inFlight true for the messages in flight only
     * @param after continues behind this message; null starts at the first one
     */
    record Messages(Place at, boolean inFlight, @Nullable Tag after) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(at.address());
        }
    }

    /**
     * Asks for the delivery status of all messages that match: first the waiting messages, then those that are gone, as
     * far as the broker remembers them. Answer: {@link Reply.Deliveries}.
     *
     * @param destination null for all
     * @param state null for any
     * @param from the earliest time of the last step, in milliseconds since the epoch, inclusive
     * @param until the end of the time range, in milliseconds since the epoch, exclusive
     * @param most the largest number of deliveries, 1 to 1000
     * @param after the {@code next} of the last answer; null starts at the first one
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
     * Stops or resumes deliveries from a queue, from all subscriptions of a topic, or from one subscription; durable.
     * While deliveries are stopped, the broker still accepts sends, and earlier deliveries can be acknowledged.
     *
     * @param which the subscription; with the number 0, the queue or topic itself
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
     * @param only this destination and its subscriptions; null for all
     * @param after continues behind this number; 0 starts at the first one
     */
    record Destinations(@Nullable Address only, int after) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return only == null ? List.of() : List.of(only);
        }
    }

    /** Asks for the broker's version, state and counters. Answer: {@link Reply.Info}. */
    record Info() implements AdminRequest {}

    /** Asks for the open links, in the order of their numbers. Answer: {@link Reply.Connections}. */
    record Connections(long after) implements AdminRequest {}

    /** Ends a link as if it were lost: its deliveries in flight return to their places. */
    record EndConnection(long id) implements AdminRequest {}

    /** Creates a queue or topic; does nothing if it exists. */
    record Create(Address address) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(address);
        }
    }

    /**
     * Creates a durable subscription before its first consumer opens; does nothing if an identical one exists.
     *
     * @param clientId the client identifier that owns the subscription; null for a subscription without owner, which
     *     must be shared
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
     * Deletes a queue, a topic with its subscriptions, or one subscription. Each request removes a part of the waiting
     * messages; the last one removes the destination itself. Repeat the request until {@code next} of the answer is
     * null. Answer: {@link Reply.Swept}.
     *
     * @param which the subscription; with the number 0, the queue or topic itself
     * @param force deletes even with open consumers or messages in flight; a destination with open consumers is emptied
     *     and stays
     */
    record Delete(Place which, boolean force) implements AdminRequest {
        @Override
        public List<Address> concerns() {
            return List.of(which.address());
        }
    }

    /** An exported message, with its delivery count. */
    record Imported(Envelope message, int attempts) {}

    /**
     * Stores messages, all or none, in a queue, which is created if it does not exist, or in one subscription. The
     * messages keep their identifiers and all other headers. {@link #SCHEDULES} accepts schedules only. At the bound of
     * a destination the import waits for space or is refused, as a send is. Duplicate detection is not applied.
     */
    record Import(Place to, List<Imported> messages) implements AdminRequest {
        @Override
        public List<Envelope> sends() {
            return messages.stream().map(Imported::message).toList();
        }

        @Override
        public List<Address> concerns() {
            return List.of(to.address());
        }
    }

    /**
     * Asks for the disk space of the log and the snapshots, and for the part of it that can be freed. Answer:
     * {@link Reply.Disk}.
     */
    record Disk() implements AdminRequest {}

    /**
     * Asks which queues and subscriptions have messages in the log before a position, one part at a time. Repeat the
     * request until {@code next} of the answer is null. Answer: {@link Reply.Holders}.
     *
     * @param after continues behind this one; null starts at the first one
     */
    record Holders(long before, @Nullable Tag after) implements AdminRequest {}
}
