package org.restante.jms.session;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import org.jspecify.annotations.Nullable;
import org.restante.link.Request.Subscription;

/**
 * The calls of a connection that create connection consumers, for application servers (section 11.2.4): 6 variants of
 * {@link #serve}. Stateless.
 */
interface ServingCalls extends QueueConnection, TopicConnection {

    Domain domain();

    /**
     * Creates a connection consumer.
     *
     * @param subscription the named subscription; null for none
     * @param max the largest number of messages that a session is loaded with at once
     */
    ConnectionConsumer serve(
            @Nullable Destination destination,
            @Nullable String selector,
            @Nullable Subscription subscription,
            @Nullable ServerSessionPool pool,
            int max)
            throws JMSException;

    @Override
    default ConnectionConsumer createConnectionConsumer(
            Destination destination, @Nullable String selector, ServerSessionPool pool, int max) throws JMSException {
        return serve(destination, selector, null, pool, max);
    }

    @Override
    default ConnectionConsumer createConnectionConsumer(
            Queue queue, @Nullable String selector, ServerSessionPool pool, int max) throws JMSException {
        domain().checkQueues("createConnectionConsumer of a queue");
        return serve(queue, selector, null, pool, max);
    }

    @Override
    default ConnectionConsumer createConnectionConsumer(
            Topic topic, @Nullable String selector, ServerSessionPool pool, int max) throws JMSException {
        domain().checkTopics("createConnectionConsumer of a topic");
        return serve(topic, selector, null, pool, max);
    }

    @Override
    default ConnectionConsumer createSharedConnectionConsumer(
            Topic topic, String name, @Nullable String selector, ServerSessionPool pool, int max) throws JMSException {
        domain().checkTopics("createSharedConnectionConsumer");
        return serve(topic, selector, new Subscription(name, false, true), pool, max);
    }

    @Override
    default ConnectionConsumer createDurableConnectionConsumer(
            Topic topic, String name, @Nullable String selector, ServerSessionPool pool, int max) throws JMSException {
        domain().checkTopics("createDurableConnectionConsumer");
        return serve(topic, selector, new Subscription(name, true, false), pool, max);
    }

    @Override
    default ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic, String name, @Nullable String selector, ServerSessionPool pool, int max) throws JMSException {
        domain().checkTopics("createSharedDurableConnectionConsumer");
        return serve(topic, selector, new Subscription(name, true, true), pool, max);
    }
}
