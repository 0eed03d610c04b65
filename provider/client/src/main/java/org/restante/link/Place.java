package org.restante.link;

import org.restante.message.Address;

/**
 * A place that holds messages: a queue, or one subscription of a topic. Immutable.
 *
 * @param address the queue; for a subscription its topic, which may be a pattern
 * @param id the number in {@link DestinationStatus}; 0 for the queue of this address, whatever its number
 */
public record Place(Address address, int id) {

    /** The queue of this address; in requests that accept a topic, the topic. */
    public static Place of(Address address) {
        return new Place(address, 0);
    }
}
