package org.restante.reconnect;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.restante.link.NotHere;
import org.restante.link.Problem;

/**
 * The backoff of reconnecting: exponential with jitter. The first pause is 50 ms; it doubles with each attempt up to
 * five seconds. Up to half of each pause is cut at random, so that clients do not reconnect all at once. Immutable.
 *
 * @param first the time limit for the first link, in nanoseconds; 0 for a single attempt
 * @param again the time limit for reconnecting a lost link, in nanoseconds; {@link Long#MAX_VALUE} for no limit
 */
public record Backoff(long first, long again) {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_DOUBLINGS = 7;

    /** A server without the broker shows that others are there; so one of them is asked soon, after 0.8 s at most. */
    static final int MAX_NOT_HERE = 4;

    /** The number of an attempt, as it counts for the pause after this reason of its failure. */
    static int capped(int attempt, String reason) {
        return NotHere.of(reason) == null ? attempt : Math.min(attempt, MAX_NOT_HERE);
    }

    /** Whether another attempt would fail for the same reason. */
    static boolean isFinal(Problem problem) {
        return problem == Problem.SECURITY || problem == Problem.INVALID_CLIENT_ID || problem == Problem.ILLEGAL_STATE;
    }

    /** The pause after an attempt, counted from 0, in nanoseconds. */
    static long pause(int attempt, RandomGenerator random) {
        long longest = Math.min(MAX_PAUSE, FIRST_PAUSE << Math.min(attempt, MAX_DOUBLINGS));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }
}
