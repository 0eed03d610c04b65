package org.restante.broker.backlog;

import org.restante.message.Address;

/** The queue or subscription that a {@link MessageReference} belongs to, as far as the backlog needs to know it. */
public interface Owner {

    int id();

    /** The queue, or the subscription's topic. */
    Address address();

    /** Counts what is in flight; called by its messages. */
    void countInFlight(int more);

    /** Counts what waits for a time; called by its messages. */
    void countDelayed(int more);

    /** Whether a later message may replace this one by its last value; such a message cannot be packed. */
    boolean isReplaceable(MessageReference reference);
}
