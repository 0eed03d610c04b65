package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/**
 * A queue, a topic, or a subscription of a topic, and what waits there. A topic itself holds nothing; its subscriptions do.
 *
 * @param id its number, by which it is purged
 * @param address the queue or topic; of a subscription, its topic, which may be a pattern
 * @param subscription null for a queue or topic
 * @param paused whether nothing is delivered from it because an operator said so, of it or of its topic
 */
public record DestinationStatus(
        int id, Address address, @Nullable Subscription subscription, boolean paused, Counts counts, Traffic traffic) {

    /** Where its messages wait; of a topic, nowhere. */
    public Place place() {
        return new Place(address, id);
    }

    /**
     * What a subscription is.
     *
     * @param clientId null if it belongs to none
     * @param name null for the subscription of one consumer that ends with it
     */
    public record Subscription(
            @Nullable String clientId,
            @Nullable String name,
            @Nullable String selector,
            boolean durable,
            boolean shared) {}
}
