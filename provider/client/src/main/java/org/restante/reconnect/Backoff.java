package org.restante.reconnect;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

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

    /** The pause after an attempt, counted from 0, in nanoseconds. */
    static long pause(int attempt, RandomGenerator random) {
        long longest = Math.min(MAX_PAUSE, FIRST_PAUSE << Math.min(attempt, MAX_DOUBLINGS));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }
}
