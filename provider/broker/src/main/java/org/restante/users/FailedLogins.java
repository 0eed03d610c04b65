package org.restante.users;

import java.util.HashMap;
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

    static final int MAX_ADDRESSES = 10_000;

    private static final long FIRST_MILLIS = 250;
    private static final int MAX_DOUBLINGS = 4;
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(1);

    /** Of the 64 passwords that may wait to be checked, those from one address; so there is always room for others. */
    static final int MAX_AT_ONCE = 48;

    private final LongSupplier nanos;
    private final Map<String, Integer> asking = new HashMap<>();
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
        if (byPeer.size() >= MAX_ADDRESSES) {
            byPeer.remove(byPeer.keySet().iterator().next()); // the one who failed longest ago
        }
        byPeer.put(host, new Failures(Math.min(count + 1, MAX_DOUBLINGS), now));
        return FIRST_MILLIS << Math.min(count, MAX_DOUBLINGS);
    }

    /** A password from there is to be checked; false if there are too many already. */
    synchronized boolean begin(String peer) {
        String host = host(peer);
        int now = asking.getOrDefault(host, 0);
        if (now >= MAX_AT_ONCE) {
            return false;
        }
        asking.put(host, now + 1);
        return true;
    }

    /** It is checked. */
    synchronized void end(String peer) {
        asking.computeIfPresent(host(peer), (host, now) -> now == 1 ? null : now - 1);
    }

    private static String host(String peer) {
        int colon = peer.lastIndexOf(':');
        return colon < 0 ? peer : peer.substring(0, colon);
    }
}
