package org.restante.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that all connections share. Who finds none left waits for its turn, without a thread. Any thread may use it.
 *
 * <p>The trap: one who asks for more than the whole gets it when nobody else has any.
 */
final class Budget {

    private final long bound;
    private final ArrayDeque<Claim> waiting = new ArrayDeque<>();
    private long used;

    /** What one waits for; the grant is run by whoever made the room. */
    static final class Claim {
        private final long bytes;
        private final Runnable grant;

        Claim(long bytes, Runnable grant) {
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

    /** Takes at once, or says no and remembers the claim. */
    synchronized boolean take(Claim claim) {
        if (waiting.isEmpty() && fits(claim.bytes())) {
            used += claim.bytes();
            return true;
        }
        waiting.add(claim);
        return false;
    }

    /** Takes what must be taken, over the bound if need be. */
    synchronized void force(long bytes) {
        used += bytes;
    }

    private boolean fits(long bytes) {
        return used == 0 || used + bytes <= bound;
    }

    /** Gives back; those who waited for it get theirs. */
    void release(long bytes) {
        List<Claim> granted = new ArrayList<>();
        synchronized (this) {
            used -= bytes;
            Claim next = waiting.peek();
            while (next != null && fits(next.bytes())) {
                used += next.bytes();
                granted.add(waiting.remove());
                next = waiting.peek();
            }
        }
        granted.forEach(claim -> claim.grant.run());
    }

    /** Does not wait any more. Says whether it did; if not, it has been granted. */
    boolean cancel(Claim claim) {
        boolean found;
        synchronized (this) {
            found = waiting.remove(claim);
        }
        if (found) {
            release(0); // the one behind it may fit
        }
        return found;
    }

    /** What is waited for, in bytes. */
    synchronized long wanted() {
        return waiting.stream().mapToLong(Claim::bytes).sum();
    }

    synchronized long used() {
        return used;
    }
}
