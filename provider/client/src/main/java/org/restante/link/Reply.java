package org.restante.link;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** A broker's answer to a {@link Request}. */
public sealed interface Reply {

    /** It is done, and kept where it is something to keep. */
    record Done() implements Reply {}

    /**
     * The link is open.
     *
     * @param store identifies the broker's store; first part of each message identifier
     * @param connection identifies this link for all time; second part of each message identifier
     * @param maxMessage the largest message that is accepted, in bytes of its encoding
     * @param resumed whether the conversation was known: its sessions, consumers and temporary destinations are still there, and
     *     what was in flight still is, but no consumer has credit. What the client does not hold any more it gives back by {@link
     *     Request.Recover}
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
     * @param next ask again with it; null at the end
     * @param newest the number of the newest message of the broker when the page was made; ask again with it to leave out
     *     what arrives meanwhile
     */
    record Page(List<Waiting> messages, @Nullable Tag next, long newest) implements Reply {}

    /** Those of the deliveries that are in flight for the session again. */
    record Reclaimed(List<Tag> tags) implements Reply {}

    /** A message that waits, and how often it has been delivered before. */
    record Waiting(Envelope message, int attempts) {}

    /** One for the queue, or for each subscription, that is or was owed the message. */
    record Statuses(List<DeliveryStatus> statuses) implements Reply {}

    /** The branches of distributed transactions that are prepared. */
    record Branches(List<BranchId> branches) implements Reply {}

    /** What is set, by the pattern it is set for. */
    record Configured(Map<Address, Settings> settings) implements Reply {}

    /**
     * What became of a part of the messages that were meant.
     *
     * @param messages how many it was done with
     * @param bytes their size
     * @param stayed with how many it was not done that were meant, as where their subscription is gone
     * @param why the first of those was left; null if none was
     * @param next ask again with it; null at the end
     * @param newest ask again with it, too
     */
    record Swept(
            long messages,
            long bytes,
            long stayed,
            @Nullable String why,
            @Nullable Tag next,
            long newest) implements Reply {}

    /** A message, and how it stands. */
    record Seen(MessageStatus status, Envelope message) {}

    /**
     * A part of a place, in order.
     *
     * @param next ask again with it; null at the end
     * @param newest ask again with it, too
     */
    record Looked(List<Seen> messages, @Nullable Tag next, long newest) implements Reply {}

    /**
     * A part of a place, in order.
     *
     * @param next ask again with it; null at the end
     */
    record Messages(List<MessageStatus> messages, @Nullable Tag next) implements Reply {}

    /**
     * A part of what is known.
     *
     * @param next ask again with it; null at the end
     */
    record Deliveries(
            List<DeliveryStatus> deliveries, @Nullable Tag next) implements Reply {}

    /** What the disk is used for. */
    record Disk(DiskStatus status) implements Reply {}

    /**
     * Some whose messages lie in a part of the log; a place may come again in a later part.
     *
     * @param next ask again with it; null at the end
     */
    record Holders(List<Holder> holders, @Nullable Tag next) implements Reply {}

    /**
     * Whose messages lie in a part of the log.
     *
     * @param subscription null for a queue, and for a subscription without a name
     * @param messages how many; a message is counted for each subscription that is owed it
     * @param oldest when the oldest was queued, in milliseconds since the epoch
     */
    record Holder(
            Address destination,
            @Nullable String clientId,
            @Nullable String subscription,
            long messages,
            long bytes,
            long oldest) {}

    /**
     * A part of what there is.
     *
     * @param next ask again with it; 0 at the end
     */
    record Destinations(List<DestinationStatus> destinations, int next) implements Reply {}

    /** What the broker is and does. */
    record Info(BrokerInfo broker) implements Reply {}

    /**
     * A part of the open links.
     *
     * @param next ask again with it; 0 at the end
     */
    record Connections(List<ConnectionStatus> connections, long next) implements Reply {}

    /** The request was not done, and nothing of it was. */
    record Refused(Problem problem, String reason) implements Reply {}
}
