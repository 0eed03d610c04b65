package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.MessageId;

/**
 * The status of a message in one place. Times are milliseconds since the epoch. Immutable.
 *
 * @param size the size of the encoded message, in bytes
 * @param attempts the number of its deliveries so far
 * @param due the earliest time of its next delivery, for a delayed message; 0 for the others
 * @param inFlight whether it is delivered and not acknowledged, held by a prepared branch, or on its way to another
 *     queue
 * @param holder the consumer or branch that has it in flight; null if it is not in flight, and while it is on its way
 *     to another queue
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
     * The consumer or prepared branch that has a message in flight.
     *
     * @param consumer the consumer's name in the delivery status, or the name of the prepared branch that acknowledges
     *     the message
     * @param connection the number of the connection, by which an operator ends it; 0 for a prepared branch
     * @param since the time of the delivery
     */
    public record Holder(
            String consumer, long connection, @Nullable String clientId, long since) {}
}
