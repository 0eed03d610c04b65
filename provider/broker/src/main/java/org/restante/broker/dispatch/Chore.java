package org.restante.broker.dispatch;

/** A part of the broker that has something to do of its own accord, each time the broker thread comes round. */
public interface Chore {

    /**
     * Does what is due.
     *
     * @param now in milliseconds since the epoch
     * @return whether something was done that may give other chores more to do
     */
    boolean run(long now);

    /** When it is due though nothing has come in, in milliseconds since the epoch; {@link Long#MAX_VALUE} for never. */
    default long next() {
        return Long.MAX_VALUE;
    }
}
