package org.restante.broker.persistence;

import org.restante.broker.state.State;
import org.restante.message.MessageId;

/** Makes message identifiers for messages that the broker itself creates. Owned by the broker thread. */
public final class Identifiers {

    private final State state;
    private final long connection;
    private long last;

    /**
     * Begins a sequence of identifiers.
     *
     * @param connection the connection number of the broker itself; no client ever has it
     */
    public Identifiers(State state, long connection) {
        this.state = state;
        this.connection = connection;
    }

    public MessageId next() {
        return new MessageId(state.store(), connection, ++last);
    }
}
