package org.restante.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A bound on bytes that all connections share. If a reservation does not fit, it waits in a queue, first in first out, without a
 * thread. Any thread may use it.
 *
 * <p>The trap: a reservation larger than the whole bound is granted when nothing else is reserved.
 */
final class Budget {

    private final long bound;
    private final ArrayDeque<Reservation> waiting = new ArrayDeque<>();
    private long used;

    /** A number of bytes to reserve. If it has to wait, the thread that releases enough bytes runs the grant. */
    static final class Reservation {
        private final long bytes;
        private final Runnable grant;

        Reservation(long bytes, Runnable grant) {
            this.bytes = bytes;
            this.grant = grant;
        }

        long bytes() {
            return bytes;
        }
    }

    Budget(long bound) {
        this.bound = bound;
    }

    /** Reserves at once and returns true; else queues the reservation and returns false. */
    synchronized boolean reserve(Reservation reservation) {
        if (waiting.isEmpty() && fits(reservation.bytes())) {
            used += reservation.bytes();
            return true;
        }
        waiting.add(reservation);
        return false;
    }

    /** Reserves at once, even beyond the bound. */
    synchronized void reserveBeyondBound(long bytes) {
        used += bytes;
    }

    private boolean fits(long bytes) {
        return used == 0 || used + bytes <= bound;
    }

    /** Releases bytes, and grants the waiting reservations that fit now. */
    void release(long bytes) {
        List<Reservation> granted = new ArrayList<>();
        synchronized (this) {
            used -= bytes;
            Reservation next = waiting.peek();
            while (next != null && fits(next.bytes())) {
                used += next.bytes();
                granted.add(waiting.remove());
                next = waiting.peek();
            }
        }
        granted.forEach(reservation -> reservation.grant.run());
    }

    /** Cancels a waiting reservation; returns false if it has been granted already. */
    boolean cancel(Reservation reservation) {
        boolean found;
        synchronized (this) {
            found = waiting.remove(reservation);
        }
        if (found) {
            release(0); // the next reservation may fit
        }
        return found;
    }

    /** The bytes of all waiting reservations. */
    synchronized long waitingBytes() {
        return waiting.stream().mapToLong(Reservation::bytes).sum();
    }

    synchronized long used() {
        return used;
    }
}
