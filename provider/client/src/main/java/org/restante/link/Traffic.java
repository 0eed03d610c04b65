package org.restante.link;

/**
 * Counters of message states since the broker started. A message counts once for each queue or subscription that holds
 * it. Counters only grow. Immutable.
 *
 * @param queued messages that arrived
 * @param delivered deliveries to a consumer, including redeliveries
 * @param returned deliveries given back, seen or unseen
 * @param deadLettered messages set aside because they had been delivered too often
 * @param moved messages moved to another place by an operator
 * @param purged messages deleted, dropped or replaced
 */
public record Traffic(
        long queued,
        long delivered,
        long returned,
        long acknowledged,
        long expired,
        long deadLettered,
        long moved,
        long purged) {

    /** All counters 0, as for a topic, whose messages are counted in its subscriptions. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0);
}
