package org.restante.link;

import org.restante.message.Address;

/**
 * Where messages wait: a queue, or one subscription of a topic.
 *
 * @param address the queue; of a subscription, its topic, which may be a pattern
 * @param id its number, as {@link DestinationStatus} has it; 0 for the queue of this address, whatever its number
 */
public record Place(Address address, int id) {

    /** The queue of this address, or, where it is said, the topic. */
    public static Place of(Address address) {
        return new Place(address, 0);
    }
}
