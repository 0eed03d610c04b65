package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/**
 * A queue, a topic, or a subscription of a topic, with its counts. A topic itself holds no messages; its subscriptions
 * do. Immutable.
 *
 * @param id the number of the destination; it is purged by this number
 * @param address the queue or topic; for a subscription its topic, which may be a pattern
 * @param subscription null for a queue or topic
 * @param paused whether an operator has paused deliveries from it or from its topic
 */
public record DestinationStatus(
        int id, Address address, @Nullable Subscription subscription, boolean paused, Counts counts, Traffic traffic) {

    /** The place of its messages; not for a topic, which has none. */
    public Place place() {
        return new Place(address, id);
    }

    /**
     * The properties of a subscription.
     *
     * @param clientId null if no client identifier owns the subscription
     * @param name null for the unnamed subscription of one consumer, which ends with the consumer
     */
    public record Subscription(
            @Nullable String clientId,
            @Nullable String name,
            @Nullable String selector,
            boolean durable,
            boolean shared) {}
}
