package org.restante.broker;

import org.restante.message.MessageId;

/** Names the messages that the broker makes itself. Owned by the broker thread. */
final class Identifiers {

    private final State state;
    private final long connection;
    private long made;

    /** @param connection a number that no connection of any time has */
    Identifiers(State state, long connection) {
        this.state = state;
        this.connection = connection;
    }

    MessageId next() {
        return new MessageId(state.store(), connection, ++made);
    }
}
