package org.restante.users;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The delay of answers to wrong passwords, by address: 250 ms, doubled with each wrong password up to 4 seconds, and 250 ms again
 * after a minute without one. It goes by address and not by user, so nobody can lock out a user who sits elsewhere. A right password
 * is answered without a delay. Any thread may use it.
 */
final class FailedLogins {

    static final int MAX_ADDRESSES = 10_000;

    private static final long FIRST_MILLIS = 250;
    private static final int MAX_DOUBLINGS = 4;
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(1);

    /** The passwords of one address that may be checked at a time, of 64 in all. Each wrong one halves it, down to one. */
    static final int MAX_AT_ONCE = 16;

    private final LongSupplier nanos;
    private final Map<String, Integer> asking = new HashMap<>();
    private final Map<String, Failures> byPeer = new LinkedHashMap<>();

    private record Failures(int count, long last) {}

    FailedLogins(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Counts a wrong password.
     *
     * @param peer an address; a port is ignored
     * @return the delay of the answer, in milliseconds
     */
    synchronized long add(String peer) {
        String host = host(peer);
        int count = failures(host);
        byPeer.remove(host); // so that it becomes the last one
        if (byPeer.size() >= MAX_ADDRESSES) {
            byPeer.remove(byPeer.keySet().iterator().next()); // the address that failed longest ago
        }
        byPeer.put(host, new Failures(Math.min(count + 1, MAX_DOUBLINGS), nanos.getAsLong()));
        return FIRST_MILLIS << Math.min(count, MAX_DOUBLINGS);
    }

    /** Begins the check of a password from an address; false if too many are being checked. */
    synchronized boolean begin(String peer) {
        String host = host(peer);
        int now = asking.getOrDefault(host, 0);
        if (now >= MAX_AT_ONCE >> failures(host)) {
            return false;
        }
        asking.put(host, now + 1);
        return true;
    }

    private int failures(String host) {
        Failures before = byPeer.get(host);
        return before == null || nanos.getAsLong() - before.last() > FORGOTTEN ? 0 : before.count();
    }

    /** Ends a check, when it is answered: the delay of an answer holds back further guesses, too. */
    synchronized void end(String peer) {
        asking.computeIfPresent(host(peer), (host, now) -> now == 1 ? null : now - 1);
    }

    private static String host(String peer) {
        int colon = peer.lastIndexOf(':');
        return colon < 0 ? peer : peer.substring(0, colon);
    }
}
