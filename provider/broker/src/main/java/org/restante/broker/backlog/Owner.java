package org.restante.broker.backlog;

import org.restante.message.Address;

/** The queue or subscription that has a {@link MessageReference}, as far as the backlog needs it. */
public interface Owner {

    int id();

    /** The queue, or the subscription's topic. */
    Address address();

    /** Changes the number of messages in flight by 1, 0 or -1, for a message of this size; called by its messages. */
    void countInFlight(int more, int size);

    /** Changes the number of delayed messages; called by its messages. */
    void countDelayed(int more);

    /** Whether a later message may replace this one by its last value; such a message cannot be packed. */
    boolean isReplaceable(MessageReference reference);
}
