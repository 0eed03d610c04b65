package org.restante.jms;

import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.restante.jms.message.DestinationFactory;

/** Makes the public types of destinations for the rooms below. Stateless. */
final class PublicDestinations implements DestinationFactory {

    static final PublicDestinations THIS = new PublicDestinations();

    private PublicDestinations() {}

    @Override
    public Queue queue(String name) {
        return new RestanteQueue(name);
    }

    @Override
    public Topic topic(String name) {
        return new RestanteTopic(name);
    }
}
