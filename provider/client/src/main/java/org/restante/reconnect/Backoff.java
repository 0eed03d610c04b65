package org.restante.reconnect;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to try, and how often. A pause is 50 ms at first, doubles up to 5 s, and is shortened by up to a half by chance, so that not
 * all clients come at once.
 *
 * @param first how long a first link is tried for, in nanoseconds; 0 tries once
 * @param again how long a lost link is tried for, in nanoseconds; {@link Long#MAX_VALUE} for ever
 */
public record Backoff(long first, long again) {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_DOUBLINGS = 7;

    /** The pause behind an attempt, in nanoseconds. */
    static long pause(int attempt, RandomGenerator random) {
        long longest = Math.min(MAX_PAUSE, FIRST_PAUSE << Math.min(attempt, MAX_DOUBLINGS));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }
}
