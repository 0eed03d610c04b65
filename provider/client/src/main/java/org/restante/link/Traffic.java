package org.restante.link;

/**
 * How many messages came into each state since the broker started, counted once for each queue or subscription that was owed them.
 * They only grow.
 *
 * @param queued came in
 * @param delivered were handed to a consumer; each delivery counts
 * @param returned were given back, seen or unseen
 * @param deadLettered were set aside, as they had been delivered too often
 * @param moved were moved elsewhere by an operator
 * @param purged were deleted, dropped or replaced
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

    /** Where nothing moves, as in a topic, whose messages are in its subscriptions. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0);
}
