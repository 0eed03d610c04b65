package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/**
 * A link to the broker, and what it holds.
 *
 * @param id its number, by which it is ended
 * @param inFlight messages delivered to it and not acknowledged
 * @param temporaries its temporary destinations
 * @param consumers in the order of their numbers
 */
public record ConnectionStatus(
        long id, @Nullable String clientId, int sessions, int inFlight, int temporaries, List<Consumer> consumers) {

    /**
     * A consumer.
     *
     * @param name as the delivery status shows it
     * @param subscription the subscription's name; null for a queue, and for a subscription without a name
     * @param inFlight messages delivered to it and not acknowledged
     * @param credit how many more it may be given now
     */
    public record Consumer(
            String name,
            Address destination,
            @Nullable String subscription,
            @Nullable String selector,
            int inFlight,
            int credit) {}
}
