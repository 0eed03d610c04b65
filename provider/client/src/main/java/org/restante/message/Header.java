package org.restante.message;

import org.jspecify.annotations.Nullable;

/**
 * The headers that a producer stamps on a message. Times are milliseconds since the epoch. Immutable.
 *
 * @param timestamp the time of the send; 0 if the producer disabled timestamps
 * @param expiration the end of the time to live; 0 for no end
 * @param deliveryTime the earliest time of delivery; 0 for at once
 * @param priority 0 (lowest) to 9
 */
public record Header(
        MessageId id,
        Address destination,
        boolean persistent,
        int priority,
        long timestamp,
        long expiration,
        long deliveryTime,
        @Nullable Correlation correlation,
        @Nullable Address replyTo,
        @Nullable String type) {}
