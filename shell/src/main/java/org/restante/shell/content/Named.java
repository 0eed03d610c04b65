package org.restante.shell.content;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** Destinations by their names, as the shell writes them, whoever the provider is. */
public final class Named {

    private Named() {}

    /** A destination of some providers is a queue and a topic at once; what it says of itself counts then. */
    public static @Nullable String destination(@Nullable Destination destination) throws JMSException {
        if (destination == null) {
            return null;
        }
        String own = destination.toString().replaceFirst("^((?:temp-)?(?:queue|topic))://", "$1:");
        if (own.startsWith("topic:") || own.startsWith("queue:") || own.startsWith("temp-")) {
            return own;
        }
        if (destination instanceof TemporaryQueue queue) {
            return "temp-queue:" + queue.getQueueName();
        }
        if (destination instanceof TemporaryTopic topic) {
            return "temp-topic:" + topic.getTopicName();
        }
        boolean both = destination instanceof Queue && destination instanceof Topic;
        if (destination instanceof Queue queue && !(both && own.contains("topic"))) {
            return "queue:" + queue.getQueueName();
        }
        return destination instanceof Topic topic ? "topic:" + topic.getTopicName() : own;
    }
}
