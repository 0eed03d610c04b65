package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/**
 * A link to the broker and the resources it holds. Immutable.
 *
 * @param id the number of the link; an operator ends the link by it
 * @param inFlight messages delivered to the link and not acknowledged
 * @param temporaries the number of its temporary destinations
 * @param consumers in the order of their numbers
 */
public record ConnectionStatus(
        long id, @Nullable String clientId, int sessions, int inFlight, int temporaries, List<Consumer> consumers) {

    /**
     * A consumer.
     *
     * @param name the consumer's name in the delivery status
     * @param subscription the subscription's name; null for a queue, and for a subscription without a name
     * @param inFlight messages delivered to the consumer and not acknowledged
     * @param credit the number of messages that may be delivered to it now
     */
    public record Consumer(
            String name,
            Address destination,
            @Nullable String subscription,
            @Nullable String selector,
            int inFlight,
            int credit) {}
}
