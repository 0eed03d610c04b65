package org.restante.benchmarks.comparison;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/**
 * Producers and consumers of one destination.
 *
 * @param batch messages of a transaction, on both sides; 1 for AUTO_ACKNOWLEDGE
 */
record StreamShape(
        StreamShape.Destination destination, int producers, int consumers, int bytes, boolean persistent, int batch) {

    enum Destination {
        QUEUE,
        TOPIC,
        /** A topic with durable subscriptions. */
        DURABLE_TOPIC
    }

    static StreamShape queue(int producers, int consumers, int bytes, boolean persistent) {
        return new StreamShape(Destination.QUEUE, producers, consumers, bytes, persistent, 1);
    }

    /** A session of a producer or a consumer. */
    Session session(Connection connection) throws JMSException {
        boolean transacted = batch > 1;
        return connection.createSession(transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
    }

    boolean topic() {
        return destination != Destination.QUEUE;
    }

    /** The deliveries of each message. */
    int copies() {
        return topic() ? consumers : 1;
    }
}
