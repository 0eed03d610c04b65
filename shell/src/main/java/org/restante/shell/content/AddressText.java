package org.restante.shell.content;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** The names of destinations, in the syntax of the shell, with each provider. */
public final class AddressText {

    private AddressText() {}

    /** The name with its prefix. The trap: some providers implement Queue and Topic in one class; its toString decides then. */
    public static @Nullable String of(@Nullable Destination destination) throws JMSException {
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
