package org.restante.conformance;

/** What not every provider, or not every setting of one, can do. A test that needs it says so with {@link Needs}. */
public enum Capability {
    /** Delivery delay, mandatory since Jakarta Messaging 2.0. */
    DELIVERY_DELAY,
    /** Shared subscriptions, durable or not, mandatory since Jakarta Messaging 2.0. */
    SHARED_SUBSCRIPTIONS,
    /** The connection factory is a QueueConnectionFactory and a TopicConnectionFactory too. */
    LEGACY_DOMAINS,
    /** Sessions whose {@code acknowledge} covers one message; an extension many providers share. */
    INDIVIDUAL_ACKNOWLEDGE,
    /** Connection consumers, and sessions that they load; optional, for application servers. */
    CONNECTION_CONSUMERS,
    /** XA connections and their resources, for a transaction manager; optional. The factory of these makes ordinary ones, too. */
    DISTRIBUTED_TRANSACTIONS,
    /** Users and passwords are checked. */
    AUTHENTICATION,
    /** The fixture can restart the provider, and persistent messages outlive that. */
    RESTART
}
