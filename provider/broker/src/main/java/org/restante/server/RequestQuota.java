package org.restante.server;

import org.jspecify.annotations.Nullable;

/**
 * The unanswered requests of one connection, limited by a bound of its own and by the server's {@link Budget}. Owned by the connection's
 * event loop, except {@link #requestAnswered}, which any thread may call.
 *
 * <p>Frames of up to 64 KiB and longer frames have separate budgets, so that long frames that arrive slowly do not block short ones. A
 * connection without unanswered requests may always read one short frame, so each connection makes progress whatever others use.
 */
final class RequestQuota {

    /** More than the sends of one connection that wait for space in a broker, so that acknowledgements behind them are still read. */
    static final int MAX_REQUESTS = 4096;

    static final long MAX_BYTES = 32L << 20;

    /** Memory of a request in addition to its bytes. */
    private static final int OVERHEAD_BYTES = 256;

    /** Added to the connection's bytes for a request whose answer may be a page; so at most four of them are open. */
    static final long PAGE_BYTES = MAX_BYTES / 4;

    private static final int MAX_SHORT = 64 << 10;

    private final Budget shortFrames;
    private final Budget longFrames;
    private final Runnable onGranted;
    private int requests; // guarded by this
    private long bytes; // guarded by this
    private long reserved; // for the frame that is being read
    private Budget.@Nullable Reservation waiting;

    /** @param onGranted called by any thread when the memory of a waiting frame is granted */
    RequestQuota(Budget shortFrames, Budget longFrames, Runnable onGranted) {
        this.shortFrames = shortFrames;
        this.longFrames = longFrames;
        this.onGranted = onGranted;
    }

    /** Whether a frame of this length fits the connection's own bound. */
    synchronized boolean hasRoom(int length) {
        return requests == 0 || (requests < MAX_REQUESTS && bytes + length <= MAX_BYTES);
    }

    /** Whether so little is unanswered that reading should resume. */
    synchronized boolean isHalfEmpty() {
        return requests <= MAX_REQUESTS / 2 && bytes <= MAX_BYTES / 2;
    }

    synchronized int requests() {
        return requests;
    }

    /** Reserves memory for a frame and returns true; if there is none, returns false, and {@code onGranted} runs later. */
    boolean reserve(int length) {
        long cost = (long) length + OVERHEAD_BYTES;
        Budget budget = budget(length);
        if (length <= MAX_SHORT && requests() == 0) {
            budget.reserveBeyondBound(cost);
        } else {
            Budget.Reservation reservation = new Budget.Reservation(cost, onGranted);
            waiting = reservation;
            if (!budget.reserve(reservation)) {
                return false;
            }
            waiting = null;
        }
        reserved = cost;
        return true;
    }

    /** Takes over the memory that was granted. Called on the event loop after {@code onGranted}. */
    void granted() {
        if (waiting != null) {
            reserved = waiting.bytes();
            waiting = null;
        }
    }

    /** Whether memory is reserved for the next frame. */
    boolean isReserved() {
        return reserved > 0;
    }

    /** Whether the next frame waits for memory. */
    boolean isWaiting() {
        return waiting != null;
    }

    private Budget budget(long length) {
        return length <= MAX_SHORT ? shortFrames : longFrames;
    }

    /**
     * Counts the frame that was read as a request. Returns its cost in bytes, which {@link #requestAnswered} releases.
     *
     * @param page whether its answer may be a page
     */
    synchronized long requestRead(boolean page) {
        long cost = reserved;
        reserved = 0;
        requests++;
        bytes += cost + pageBytes(page);
        return cost;
    }

    private static long pageBytes(boolean page) {
        return page ? PAGE_BYTES : 0;
    }

    /** Releases the memory of a frame that was read and is not a request. */
    void releaseFrame() {
        long cost = reserved;
        reserved = 0;
        if (cost > 0) {
            budget(cost - OVERHEAD_BYTES).release(cost);
        }
    }

    /** Releases the memory of a request that has its answer. */
    void requestAnswered(long cost, boolean page) {
        synchronized (this) {
            requests--;
            bytes -= cost + pageBytes(page);
        }
        budget(cost - OVERHEAD_BYTES).release(cost);
    }

    /** Releases the memory of the frame that is being read or waits. Called when the socket is closed. */
    void close() {
        Budget.Reservation reservation = waiting;
        if (reservation != null) {
            waiting = null;
            Budget budget = budget(reservation.bytes() - OVERHEAD_BYTES);
            if (!budget.cancel(reservation)) {
                budget.release(reservation.bytes());
            }
        }
        releaseFrame();
    }
}
