package org.restante.jms.message;

import jakarta.jms.Destination;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.restante.message.Address;

/** Makes the destinations that applications see. The public types are above this room, so they come in by this interface. Stateless. */
public interface DestinationFactory {

    Queue queue(String name);

    Topic topic(String name);

    /** The destination of an address; a temporary one is not this connection's own, so it cannot be deleted. */
    default Destination destination(Address address) {
        return switch (address.kind()) {
            case QUEUE -> queue(address.name());
            case TOPIC -> topic(address.name());
            case TEMPORARY_QUEUE -> new JmsTemporaryQueue(address, null);
            case TEMPORARY_TOPIC -> new JmsTemporaryTopic(address, null);
        };
    }
}
