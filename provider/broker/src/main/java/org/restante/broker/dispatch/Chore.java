package org.restante.broker.dispatch;

/**
 * A part of the broker with work of its own, such as timers or dispatch; the broker thread runs it after each batch of
 * requests.
 */
public interface Chore {

    /**
     * Does the work that is due.
     *
     * @param now in milliseconds since the epoch
     * @return whether other chores may have more to do because of it
     */
    boolean run(long now);

    /**
     * How long until {@link #run} is due without a new request, in milliseconds; 0 or less for at once, {@link Long#MAX_VALUE} for
     * never.
     *
     * @param now in milliseconds since the epoch
     */
    default long delay(long now) {
        return Long.MAX_VALUE;
    }
}
