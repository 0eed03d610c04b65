package org.restante.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bound on bytes that all connections share. If a reservation does not fit, it waits in a queue, without a thread: first in, first
 * out, except that one beyond its user's share is passed over. Any thread may use it.
 *
 * <p>The trap: a frame reserves more as it arrives. So that frames that have begun do not wait for each other, one of them at a
 * time is exempt from the bound and from its user's share, until all its memory is released.
 */
final class Budget {

    private final long bound;
    private final long share;
    private final List<Reservation> waiting = new ArrayList<>();
    private final Map<String, Long> byUser = new HashMap<>();
    private long used;
    private @Nullable Holding beyond;

    /** The memory of one frame, from its begin until its request is answered. Its owner is the budget. */
    static final class Holding {
        private final String user;
        private long bytes;

        /** @param user empty for a user without a name, who has no share but the bound */
        Holding(String user) {
            this.user = user;
        }
    }

    /** A number of bytes to reserve. If it has to wait, the thread that releases enough bytes runs the grant. */
    static final class Reservation {
        private final Holding holding;
        private final long bytes;
        private final Runnable grant;

        Reservation(Holding holding, long bytes, Runnable grant) {
            this.holding = holding;
            this.bytes = bytes;
            this.grant = grant;
        }

        long bytes() {
            return bytes;
        }
    }

    /**
     * A budget of which nothing is used.
     *
     * @param bound the most bytes of all, besides one frame
     * @param share the most bytes of one user, besides one frame
     */
    Budget(long bound, long share) {
        this.bound = bound;
        this.share = share;
    }

    /** Reserves at once and returns true; else queues the reservation and returns false. */
    synchronized boolean reserve(Reservation reservation) {
        boolean isNext = reservation.holding == beyond
                || waiting.isEmpty()
                || waiting.stream().noneMatch(this::isWithinShare);
        if (isNext && admits(reservation)) {
            add(reservation.holding, reservation.bytes);
            return true;
        }
        waiting.add(reservation);
        return false;
    }

    /** Reserves at once, even beyond the bound. */
    synchronized void reserveBeyondBound(Holding holding, long bytes) {
        add(holding, bytes);
    }

    private void add(Holding holding, long bytes) {
        used += bytes;
        holding.bytes += bytes;
        byUser.merge(holding.user, bytes, Long::sum);
    }

    /** Whether there is room, or the frame may be the one that takes more. */
    private boolean admits(Reservation reservation) {
        Holding exempt = beyond;
        long counted = used - (exempt == null ? 0 : exempt.bytes);
        if (reservation.holding == exempt || (isWithinShare(reservation) && counted + reservation.bytes <= bound)) {
            return true;
        }
        if (exempt == null) {
            beyond = reservation.holding;
        }
        return exempt == null;
    }

    private boolean isWithinShare(Reservation reservation) {
        String user = reservation.holding.user;
        long own = byUser.getOrDefault(user, 0L);
        long counted = own - (beyond != null && beyond.user.equals(user) ? beyond.bytes : 0);
        return user.isEmpty() || counted + reservation.bytes <= share;
    }

    /** Releases all memory of a frame, and grants the waiting reservations that fit now. */
    void release(Holding holding) {
        List<Reservation> granted = new ArrayList<>();
        synchronized (this) {
            used -= holding.bytes;
            long released = holding.bytes;
            byUser.computeIfPresent(holding.user, (user, own) -> own == released ? null : own - released);
            holding.bytes = 0;
            beyond = beyond == holding ? null : beyond;
            for (Iterator<Reservation> all = waiting.iterator(); all.hasNext(); ) {
                Reservation next = all.next();
                if (admits(next)) {
                    all.remove();
                    add(next.holding, next.bytes);
                    granted.add(next);
                } else if (isWithinShare(next)) {
                    break; // the others have to wait for the bound, too
                }
            }
        }
        granted.forEach(reservation -> reservation.grant.run());
    }

    /** Cancels a reservation that waits. Its frame is released by {@link #release}, whether or not it was granted meanwhile. */
    synchronized void cancel(Reservation reservation) {
        waiting.remove(reservation);
    }

    /** The bytes of all waiting reservations. */
    synchronized long waitingBytes() {
        return waiting.stream().mapToLong(Reservation::bytes).sum();
    }

    synchronized long used() {
        return used;
    }
}
