package org.restante.jms.session;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSession;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.jspecify.annotations.Nullable;
import org.restante.link.Request.Subscription;

/**
 * The calls of a session that create consumers: 18 variants of {@link #consumer}. Stateless. The trap: a session of the
 * queue domain refuses the calls for named subscriptions, which exist for topics only, but not those for any
 * destination.
 */
interface ConsumerCalls extends QueueSession, TopicSession {

    Domain domain();

    /**
     * Creates a consumer.
     *
     * @param subscription the named subscription; null for none
     */
    JmsConsumer consumer(
            Destination destination, @Nullable String selector, boolean noLocal, @Nullable Subscription subscription)
            throws JMSException;

    private JmsConsumer subscriber(
            String call, Topic topic, @Nullable String selector, boolean noLocal, Subscription subscription)
            throws JMSException {
        domain().checkTopics(call);
        return consumer(topic, selector, noLocal, subscription);
    }

    @Override
    default MessageConsumer createConsumer(Destination destination) throws JMSException {
        return consumer(destination, null, false, null);
    }

    @Override
    default MessageConsumer createConsumer(Destination destination, @Nullable String selector) throws JMSException {
        return consumer(destination, selector, false, null);
    }

    @Override
    default MessageConsumer createConsumer(Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return consumer(destination, selector, noLocal, null);
    }

    @Override
    default QueueReceiver createReceiver(Queue queue) throws JMSException {
        return consumer(queue, null, false, null);
    }

    @Override
    default QueueReceiver createReceiver(Queue queue, @Nullable String selector) throws JMSException {
        return consumer(queue, selector, false, null);
    }

    @Override
    default TopicSubscriber createSubscriber(Topic topic) throws JMSException {
        return consumer(topic, null, false, null);
    }

    @Override
    default TopicSubscriber createSubscriber(Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return consumer(topic, selector, noLocal, null);
    }

    @Override
    default MessageConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    default MessageConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        return subscriber("createSharedConsumer", topic, selector, false, new Subscription(name, false, true));
    }

    @Override
    default TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    default TopicSubscriber createDurableSubscriber(
            Topic topic, String name, @Nullable String selector, boolean noLocal) throws JMSException {
        return subscriber("createDurableSubscriber", topic, selector, noLocal, new Subscription(name, true, false));
    }

    @Override
    default MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    default MessageConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return subscriber("createDurableConsumer", topic, selector, noLocal, new Subscription(name, true, false));
    }

    @Override
    default MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    default MessageConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        return subscriber("createSharedDurableConsumer", topic, selector, false, new Subscription(name, true, true));
    }
}
