package org.restante.benchmarks.comparison;

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

    boolean topic() {
        return destination != Destination.QUEUE;
    }

    /** The deliveries of each message. */
    int copies() {
        return topic() ? consumers : 1;
    }
}
