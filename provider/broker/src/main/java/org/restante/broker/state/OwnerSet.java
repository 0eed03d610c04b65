package org.restante.broker.state;

/**
 * A set of owners that is named by two numbers: the durable subscriptions of a topic without a selector and without noLocal whose
 * numbers are below a bound. Numbers only grow, and a definition never changes, so that the name stands for the same set whenever
 * the log is replayed.
 *
 * @param topic the number of the topic or pattern
 * @param below the lowest number that does not belong to the set
 * @param members how many subscriptions it had when the message was stored
 * @param except the numbers of those that do not have the message any more, ascending; never compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record OwnerSet(int topic, int below, int members, int[] except) {

    /** A set without exceptions. */
    public OwnerSet(int topic, int below, int members) {
        this(topic, below, members, new int[0]);
    }
}
