package org.restante.metrics;

import java.beans.ConstructorProperties;
import java.util.List;

/**
 * The JMX bean of a broker, {@code org.restante:type=Broker,name=...}. It is read-only; the shell and {@code
 * org.restante.admin.Admin} administer a broker. Attributes are at most one second old.
 */
public interface BrokerMXBean {

    /** Whether the broker answers, or the process is a standby on a shared log. */
    boolean isUp();

    /** The version of the software; empty if it does not run from a jar. */
    String getVersion();

    /** Time since the broker started, in seconds. */
    double getUptimeSeconds();

    /** The addresses at which the broker listens. */
    List<String> getAddresses();

    /** The data directory; empty for a broker in memory. */
    String getDataDirectory();

    /** The size of all files in the data directory, in bytes. */
    long getDiskBytes();

    /** Open links. */
    int getConnections();

    /** Open consumers. */
    int getConsumers();

    /** Messages, including those in flight, counted once for each queue or subscription. */
    long getWaiting();

    /** Messages delivered and not acknowledged. */
    long getInFlight();

    /** Messages that arrived since the start, counted once for each queue or subscription. */
    long getQueued();

    /** Messages acknowledged since the start. */
    long getAcknowledged();

    /** Messages dead-lettered since the start. */
    long getDeadLettered();

    /** Requests refused since the start, for any reason. */
    long getRefused();

    /** Whether the log accepts sends; false if the disk is full. */
    boolean isRoomInLog();

    /** Queues and subscriptions; the number is limited by the {@link RestanteMetrics} of this bean. */
    List<Destination> getDestinations();

    /** A queue or subscription. Immutable. */
    final class Destination {
        private final String name;
        private final String subscription;
        private final long waiting;
        private final long inFlight;
        private final int consumers;

        /** Its current values. */
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

        /** The name of the subscription; empty for a queue. */
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
