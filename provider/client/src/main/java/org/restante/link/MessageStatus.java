package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.MessageId;

/**
 * How a message stands in one place. Times are milliseconds since the epoch.
 *
 * @param size of its encoding, in bytes
 * @param attempts how often it has been delivered
 * @param due when it may be delivered, for one that waits for a time; else 0
 * @param inFlight whether it is delivered and not acknowledged, or held by a prepared branch, or on its way to another queue
 * @param holder who has it in flight; null if nobody, and while it is on its way to another queue
 */
public record MessageStatus(
        MessageId id,
        Tag tag,
        int size,
        long queuedAt,
        int attempts,
        long due,
        boolean inFlight,
        @Nullable Holder holder) {

    /**
     * Who has a message in flight.
     *
     * @param consumer as the delivery status shows it, or the name of the branch of a distributed transaction that is prepared to take it
     * @param connection by whose number it can be ended; 0 for a prepared branch
     * @param since when it was delivered
     */
    public record Holder(
            String consumer, long connection, @Nullable String clientId, long since) {}
}
