package org.restante.conformance.histories;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.restante.conformance.histories.HistoryEvent.Subscribed;

/** A subscription of the scenario, and how its consumers are made. */
record HistoryPlace(Kind kind, String subscription, String name, Destination destination) {

    /** Of a queue, or one of the kinds of subscriptions of a topic. */
    enum Kind {
        QUEUE,
        DURABLE,
        SHARED_DURABLE,
        NONDURABLE
    }

    /** A queue. */
    static HistoryPlace of(Queue queue) throws JMSException {
        return new HistoryPlace(Kind.QUEUE, queue.getQueueName(), queue.getQueueName(), queue);
    }

    /** A subscription of a topic. */
    static HistoryPlace of(Topic topic, Kind kind) throws JMSException {
        return new HistoryPlace(kind, topic.getTopicName() + "_" + kind, topic.getTopicName(), topic);
    }

    /** Whether it keeps messages while it has no consumer. */
    boolean lasting() {
        return kind != Kind.NONDURABLE;
    }

    /** The event of its creation. */
    Subscribed subscribed(boolean single) {
        return new Subscribed(subscription, name, lasting(), single);
    }

    /** A nondurable subscription is another one with each consumer. */
    HistoryPlace again(String opening) {
        return lasting() ? this : new HistoryPlace(kind, name + "_" + kind + "_" + opening, name, destination);
    }

    /** Prepares a new connection. */
    void identify(Connection connection) throws JMSException {
        if (kind == Kind.DURABLE) {
            connection.setClientID(subscription);
        }
    }

    /** A new consumer. */
    MessageConsumer consumer(Session session) throws JMSException {
        return switch (kind) {
            case QUEUE, NONDURABLE -> session.createConsumer(destination);
            case DURABLE -> session.createDurableConsumer((Topic) destination, "history");
            case SHARED_DURABLE -> session.createSharedDurableConsumer((Topic) destination, subscription);
        };
    }
}
