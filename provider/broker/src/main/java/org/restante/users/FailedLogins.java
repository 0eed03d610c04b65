package org.restante.users;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long somebody waits for the answer to a wrong password: 250 ms, twice as long each time, 4 seconds at the most, and the first
 * again when a minute has passed without one. By where they come from, so nobody can lock out a user who sits elsewhere; a right
 * password never waits. Any thread may use it.
 */
final class FailedLogins {

    static final int MOST = 10_000;

    private static final long FIRST_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 4;
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final Map<String, Failures> byPeer = new LinkedHashMap<>();

    private record Failures(int count, long last) {}

    FailedLogins(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * One more.
     *
     * @param peer an address, with or without a port, which does not count
     * @return for how many milliseconds the answer is to be held back
     */
    synchronized long add(String peer) {
        long now = nanos.getAsLong();
        String host = host(peer);
        Failures before = byPeer.remove(host);
        int count = before == null || now - before.last() > FORGOTTEN ? 0 : before.count();
        if (byPeer.size() >= MOST) {
            byPeer.remove(byPeer.keySet().iterator().next()); // the one who failed longest ago
        }
        byPeer.put(host, new Failures(Math.min(count + 1, MOST_DOUBLINGS), now));
        return FIRST_MILLIS << Math.min(count, MOST_DOUBLINGS);
    }

    private static String host(String peer) {
        int colon = peer.lastIndexOf(':');
        return colon < 0 ? peer : peer.substring(0, colon);
    }
}
