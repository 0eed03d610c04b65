package org.restante.server;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections that wait for their login, by address. Any thread may use it.
 *
 * <p>At the bound a new connection takes the place of the oldest one of the address that has the most, unless its own address has as
 * many: so whoever opens very many keeps only itself out.
 *
 * @param <C> a connection
 */
final class PendingLogins<C> {

    private final int max;
    private final Map<String, Set<C>> byAddress = new HashMap<>();
    private int size;

    PendingLogins(int max) {
        this.max = max;
    }

    synchronized int size() {
        return size;
    }

    /** Whether a connection from this address may wait now. */
    synchronized boolean hasRoomFor(String address) {
        return size < max || isBelowMost(address);
    }

    private boolean isBelowMost(String address) {
        return count(address) < byAddress.values().stream().mapToInt(Set::size).max().orElse(0);
    }

    private int count(String address) {
        Set<C> there = byAddress.get(address);
        return there == null ? 0 : there.size();
    }

    /** Adds a connection. Returns the one that has to end in its favour; null if there is room. */
    synchronized @Nullable C add(String address, C connection) {
        C ended = size >= max && isBelowMost(address) ? removeOldestOfMost() : null;
        byAddress.computeIfAbsent(address, any -> new LinkedHashSet<>()).add(connection);
        size++;
        return ended;
    }

    private @Nullable C removeOldestOfMost() {
        Map.Entry<String, Set<C>> most = byAddress.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow();
        C oldest = most.getValue().iterator().next();
        remove(most.getKey(), oldest);
        return oldest;
    }

    /** Removes a connection that has logged in or ended. Idempotent. */
    synchronized void remove(String address, C connection) {
        Set<C> there = byAddress.get(address);
        if (there != null && there.remove(connection)) {
            size--;
            if (there.isEmpty()) {
                byAddress.remove(address);
            }
        }
    }
}
