package org.restante.conformance.histories;

import org.jspecify.annotations.Nullable;

/**
 * Something that a producer or consumer did or saw. An event before a call says that it begins; the one behind it says that the call
 * returned. A call that threw has only the first: its outcome is unknown.
 */
sealed interface HistoryEvent {

    /**
     * A subscription of a destination; a queue is its own only subscription.
     *
     * @param lasting whether it keeps messages without a consumer: a queue, or a durable subscription
     * @param single whether it has at most one consumer at a time
     */
    record Subscribed(String subscription, String destination, boolean lasting, boolean single)
            implements HistoryEvent {}

    /**
     * The send of a message begins.
     *
     * @param stream the producer, its session, delivery mode and priority, within which order is promised for a destination
     * @param position the place in the stream
     */
    record Sending(
            String message,
            String destination,
            String stream,
            long position,
            boolean persistent,
            @Nullable String transaction)
            implements HistoryEvent {}

    /** The send returned. Within a transaction it is the commit that counts. */
    record Sent(String message) implements HistoryEvent {}

    /**
     * A message was received.
     *
     * @param epoch the time of one consumer between two redeliveries: a recover, a rollback, or its end
     * @param messageId its JMSMessageID
     * @param count its JMSXDeliveryCount
     */
    record Delivered(
            String message,
            String subscription,
            String epoch,
            String messageId,
            boolean redelivered,
            int count,
            @Nullable String transaction)
            implements HistoryEvent {}

    /** The acknowledgement of a message of a subscription begins, or may begin at any time. */
    record Settling(String message, String subscription) implements HistoryEvent {}

    /** The message is acknowledged for certain. */
    record Settled(String message, String subscription) implements HistoryEvent {}

    /** A commit begins. */
    record Committing(String transaction) implements HistoryEvent {}

    /** A commit returned. */
    record Committed(String transaction) implements HistoryEvent {}

    /** A rollback returned, or a connection was lost or closed before the commit began. */
    record RolledBack(String transaction) implements HistoryEvent {}

    /** The provider was restarted or killed. */
    record Outage(String kind) implements HistoryEvent {}
}
