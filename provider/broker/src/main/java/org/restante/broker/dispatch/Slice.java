package org.restante.broker.dispatch;

/**
 * The steps that the broker thread may still take for selectors before it answers further requests. Whoever needs more goes on in
 * the next round. Owned by the broker thread.
 */
public final class Slice {

    /** The steps of a round: about a millisecond. */
    public static final int STEPS = 200_000;

    /** The steps of one part of an operator's request. */
    public static final int PART_STEPS = 5 * STEPS;

    /** The steps that count for looking at a message or a subscription, besides those of a selector. */
    public static final int LOOK = 20;

    private long left = STEPS;

    /** A round begins. */
    public void begin() {
        left = STEPS;
    }

    public void spend(long steps) {
        left -= steps;
    }

    public boolean isSpent() {
        return left <= 0;
    }

    /** Whether so much is spent that the other half is left to other parts of the broker. */
    public boolean isHalfSpent() {
        return left <= STEPS / 2;
    }
}
