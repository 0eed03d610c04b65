package org.restante.jms;

import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.restante.jms.message.DestinationFactory;
import org.restante.jms.message.JmsTemporaryQueue;
import org.restante.jms.message.JmsTemporaryTopic;
import org.restante.message.Address;

/** Makes the public types of destinations for the rooms below. Stateless. */
final class PublicDestinations implements DestinationFactory {

    static final PublicDestinations THIS = new PublicDestinations();

    private PublicDestinations() {}

    @Override
    public Queue queue(String name) {
        Address address = Address.ofQueueName(name);
        return address.kind().isTemporary() ? new JmsTemporaryQueue(address, null) : new RestanteQueue(name);
    }

    @Override
    public Topic topic(String name) {
        Address address = Address.ofTopicName(name);
        return address.kind().isTemporary() ? new JmsTemporaryTopic(address, null) : new RestanteTopic(name);
    }
}
