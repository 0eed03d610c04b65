package org.restante.metrics;

import java.beans.ConstructorProperties;
import java.util.List;

/**
 * A broker as JMX shows it, under {@code org.restante:type=Broker,name=...}. There is nothing to be done by it: it is read; the shell
 * and {@code admin} do. Attributes are at most a second old.
 */
public interface BrokerMXBean {

    /** Whether it answers. */
    boolean isUp();

    /** Of the software; empty where it was not built into a jar. */
    String getVersion();

    /** Since it started. */
    double getUptimeSeconds();

    /** What it listens on. */
    List<String> getAddresses();

    /** The data directory; empty if all is in memory. */
    String getDataDirectory();

    /** Of all files in the data directory. */
    long getDiskBytes();

    /** Open links. */
    int getConnections();

    /** Open consumers. */
    int getConsumers();

    /** Messages, also those in flight, once for each queue or subscription. */
    long getWaiting();

    /** Delivered and not acknowledged. */
    long getInFlight();

    /** Messages that came in since the start, once for each queue or subscription. */
    long getQueued();

    /** Messages that were acknowledged since the start. */
    long getAcknowledged();

    /** Messages that were set aside since the start. */
    long getDeadLettered();

    /** Requests that were refused since the start. */
    long getRefused();

    /** Whether the log takes more; not when the disk is full. */
    boolean isRoomInLog();

    /** Queues and subscriptions, at most as many as have a name in metrics. */
    List<Destination> getDestinations();

    /** A queue or subscription. */
    final class Destination {
        private final String name;
        private final String subscription;
        private final long waiting;
        private final long inFlight;
        private final int consumers;

        /** As it is now. */
        @ConstructorProperties({"name", "subscription", "waiting", "inFlight", "consumers"})
        public Destination(String name, String subscription, long waiting, long inFlight, int consumers) {
            this.name = name;
            this.subscription = subscription;
            this.waiting = waiting;
            this.inFlight = inFlight;
            this.consumers = consumers;
        }

        /** {@code queue:orders}, {@code topic:news}. */
        public String getName() {
            return name;
        }

        /** Empty for a queue. */
        public String getSubscription() {
            return subscription;
        }

        public long getWaiting() {
            return waiting;
        }

        public long getInFlight() {
            return inFlight;
        }

        public int getConsumers() {
            return consumers;
        }
    }
}
