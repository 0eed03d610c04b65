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
     * Messages are in another place.
     *
     * @param messages how many
     * @param stayed how many are where they were
     * @param why the first of those stayed; null if none did
     */
    record Moved(long messages, long stayed, @Nullable String why) implements Reply {}

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

    /**
     * So many messages were taken out.
     *
     * @param next ask again with it; null at the end
     * @param newest ask again with it, too
     */
    record Purged(int messages, @Nullable Tag next, long newest) implements Reply {}

    /** The request was not done, and nothing of it was. */
    record Refused(Problem problem, String reason) implements Reply {}
}
