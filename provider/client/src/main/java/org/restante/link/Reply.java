package org.restante.link;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** A broker's answer to a {@link Request}. Immutable. */
public sealed interface Reply {

    /** The request was executed, and its durable changes are stored. */
    record Done() implements Reply {}

    /**
     * The credit is granted, but the client should not prefetch: the queue is a ring, to which every message belongs
     * that the application does not have. The client grants credit for one message when its application waits for it.
     */
    record NoPrefetch() implements Reply {}

    /**
     * The link is open.
     *
     * @param store identifies the broker's store; first part of each message identifier
     * @param connection identifies this link for all time; second part of each message identifier
     * @param maxMessage the largest message that is accepted, in bytes of its encoding
     * @param resumed whether the broker knew the conversation: its sessions, consumers, temporary destinations and
     *     deliveries in flight are still there, but no consumer has credit. The client returns the deliveries that it
     *     no longer holds by {@link Request.Recover}
     */
    record Connected(int store, long connection, int maxMessage, boolean resumed) implements Reply {

        public Connected(int store, long connection, int maxMessage) {
            this(store, connection, maxMessage, false);
        }
    }

    record Created(Address address) implements Reply {}

    /**
     * A part of a queue, in order.
     *
     * @param next the {@code after} of the next request; null at the end
     * @param newest the number of the broker's newest message when the page was made; repeat it in the next request to
     *     leave out messages that arrive meanwhile
     */
    record Page(List<Waiting> messages, @Nullable Tag next, long newest) implements Reply {}

    /**
     * The answer to {@link Request.Reclaim}. Of deliveries in neither list the message is not there any more.
     *
     * @param tags the deliveries that are in flight for the session again
     * @param elsewhere those whose message is there and not in flight for the session: it waits, or another one has it
     */
    record Reclaimed(List<Tag> tags, List<Tag> elsewhere) implements Reply {

        /** An answer without messages that are elsewhere. */
        public Reclaimed(List<Tag> tags) {
            this(tags, List.of());
        }
    }

    /** A waiting message and the number of its deliveries so far. */
    record Waiting(Envelope message, int attempts) {}

    /** One status for the queue, or for each subscription, that received the message. */
    record Statuses(List<DeliveryStatus> statuses) implements Reply {}

    /** The branches of distributed transactions that are prepared. */
    record Branches(List<BranchId> branches) implements Reply {}

    /** All settings, by the pattern that they are set for. */
    record Configured(Map<Address, Settings> settings) implements Reply {}

    /**
     * The result of one part of an operation on messages.
     *
     * @param messages the number of messages that the operation was applied to
     * @param bytes the size of these messages
     * @param stayed the number of matching messages that the operation could not be applied to, for example because
     *     their subscription is gone
     * @param why the reason for the first of those; null if there is none
     * @param next the {@code after} of the next request; null at the end
     * @param newest the {@code newest} of the next request
     */
    record Swept(
            long messages,
            long bytes,
            long stayed,
            @Nullable String why,
            @Nullable Tag next,
            long newest) implements Reply {}

    /** A message and its status. */
    record Seen(MessageStatus status, Envelope message) {}

    /**
     * A part of a place, in order.
     *
     * @param next the {@code after} of the next request; null at the end
     * @param newest the {@code newest} of the next request
     */
    record Looked(List<Seen> messages, @Nullable Tag next, long newest) implements Reply {}

    /**
     * A part of a place, in order.
     *
     * @param next the {@code after} of the next request; null at the end
     */
    record Messages(List<MessageStatus> messages, @Nullable Tag next) implements Reply {}

    /**
     * A part of the known deliveries.
     *
     * @param next the {@code after} of the next request; null at the end
     */
    record Deliveries(
            List<DeliveryStatus> deliveries, @Nullable Tag next) implements Reply {}

    /** The use of the disk. */
    record Disk(DiskStatus status) implements Reply {}

    /**
     * Some of the queues and subscriptions that have messages in a part of the log. One of them may appear again in a
     * later part.
     *
     * @param next the {@code after} of the next request; null at the end
     */
    record Holders(List<Holder> holders, @Nullable Tag next) implements Reply {}

    /**
     * A queue or subscription with messages in a part of the log.
     *
     * @param subscription null for a queue, and for a subscription without a name
     * @param messages the number of its messages there; a message counts for each subscription that holds it
     * @param oldest when the oldest of them was queued, in milliseconds since the epoch
     */
    record Holder(
            Address destination,
            @Nullable String clientId,
            @Nullable String subscription,
            long messages,
            long bytes,
            long oldest) {}

    /**
     * A part of the destinations.
     *
     * @param next the {@code after} of the next request; 0 at the end
     */
    record Destinations(List<DestinationStatus> destinations, int next) implements Reply {}

    /** The broker's version, state and counters. */
    record Info(BrokerInfo broker) implements Reply {}

    /**
     * A part of the open links.
     *
     * @param next the {@code after} of the next request; 0 at the end
     */
    record Connections(List<ConnectionStatus> connections, long next) implements Reply {}

    /**
     * The request was refused; it has changed nothing. The trap: with {@link Problem#CLOSED} the broker may have
     * executed it before the link was lost, unless {@link #isUnsent}.
     *
     * @param reason cut at {@value #MAX_REASON} characters: it may have a text of the request, which may be very long
     */
    record Refused(Problem problem, String reason) implements Reply {

        static final int MAX_REASON = 16_384;

        private static final String NOT_SENT = "not sent: ";

        public Refused {
            reason = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON - 1) + "…";
        }

        /** The refusal of a request that the link did not send, because it had ended. */
        public static Refused unsent(String reason) {
            return new Refused(Problem.CLOSED, NOT_SENT + reason);
        }

        /** Whether the request cannot have reached the broker: its reason begins so; a broker's reason never does. */
        public boolean isUnsent() {
            return problem == Problem.CLOSED && reason.startsWith(NOT_SENT);
        }
    }
}
