package org.restante.conformance;

/** A feature that not every provider, or not every configuration of a provider, has. A test declares it with {@link Needs}. */
public enum Capability {
    /** Delivery delay, mandatory since Jakarta Messaging 2.0. */
    DELIVERY_DELAY,
    /** Shared subscriptions, durable or not, mandatory since Jakarta Messaging 2.0. */
    SHARED_SUBSCRIPTIONS,
    /** The connection factory is also a QueueConnectionFactory and a TopicConnectionFactory. */
    LEGACY_DOMAINS,
    /** Sessions whose {@code acknowledge} covers one message; an extension of many providers. */
    INDIVIDUAL_ACKNOWLEDGE,
    /** Connection consumers, and sessions that they load with messages; optional, for application servers. */
    CONNECTION_CONSUMERS,
    /** XA connections and their resources, for a transaction manager; optional. The XA factory also creates ordinary connections. */
    DISTRIBUTED_TRANSACTIONS,
    /** The provider checks users and passwords. */
    AUTHENTICATION,
    /** The fixture can restart the provider, and persistent messages outlive the restart. */
    RESTART,
    /** The fixture can kill the provider's process and start it again; what was stored outlives the kill. */
    KILL
}
