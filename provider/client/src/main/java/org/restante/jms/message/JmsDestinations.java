package org.restante.jms.message;

import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/** Converts destinations to addresses. Stateless. */
public final class JmsDestinations {

    private JmsDestinations() {}

    /** The address of a destination of any provider; destinations of other providers are converted by kind and name. */
    public static Address of(@Nullable Destination destination) throws JMSException {
        if (destination instanceof Addressed known) {
            return known.address();
        }
        try {
            if (destination instanceof Queue queue) {
                return Address.ofQueueName(queue.getQueueName());
            }
            if (destination instanceof Topic topic) {
                return Address.ofTopicName(topic.getTopicName());
            }
        } catch (IllegalArgumentException noName) {
            throw new InvalidDestinationException(noName.getMessage());
        }
        throw new InvalidDestinationException(
                destination == null
                        ? "no destination was given; give a queue or a topic"
                        : "a " + destination.getClass().getName() + " is neither a queue nor a topic");
    }

    /**
     * The address of a destination of this provider. Destinations of other providers are refused, for sending and
     * receiving.
     */
    public static Address own(@Nullable Destination destination) throws JMSException {
        if (destination != null && !(destination instanceof Addressed)) {
            throw new InvalidDestinationException(
                    "a " + destination.getClass().getName()
                            + " is a destination of another provider; create one by session.createQueue or createTopic, or look one up");
        }
        return of(destination);
    }
}
