package org.restante.message;

import org.jspecify.annotations.Nullable;

/**
 * What a producer stamps on a message. Times are milliseconds since the epoch.
 *
 * @param timestamp when it was sent; 0 if the producer disabled timestamps
 * @param expiration when it ends; 0 for never
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
