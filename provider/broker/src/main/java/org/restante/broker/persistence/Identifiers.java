package org.restante.broker.persistence;

import org.restante.broker.state.State;
import org.restante.message.MessageId;

/** Names the messages that the broker makes itself. Owned by the broker thread. */
public final class Identifiers {

    private final State state;
    private final long connection;
    private long made;

    /**
     * Numbers messages of the broker itself.
     *
     * @param connection a number that no connection of any time has
     */
    public Identifiers(State state, long connection) {
        this.state = state;
        this.connection = connection;
    }

    public MessageId next() {
        return new MessageId(state.store(), connection, ++made);
    }
}
