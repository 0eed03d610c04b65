package org.restante.server;

import org.jspecify.annotations.Nullable;

/**
 * What one connection has unanswered, within its own bound and the server's memory. Owned by the connection's event loop, but for
 * {@link #answered}, which any thread may call.
 *
 * <p>Frames of up to 64 KiB and longer ones have a memory of their own each, so that long ones that come slowly keep no short ones
 * out. A connection that has nothing unanswered may always have one short frame; so each goes on, if slowly, whatever others hold.
 */
final class RequestQuota {

    /** More than what a broker lets one connection's sends wait for room, so that acknowledgements come through behind them. */
    static final int MAX_REQUESTS = 4096;

    static final long MAX_BYTES = 32L << 20;

    /** What a request takes besides its bytes. */
    private static final int OVERHEAD = 256;

    /** What a request counts besides in its connection's bound when its answer may be a page: so there are at most four of them. */
    static final long PAGE = MAX_BYTES / 4;

    private static final int SHORT = 64 << 10;

    private final Budget shorts;
    private final Budget longs;
    private final Runnable granted;
    private int requests; // guarded by this
    private long bytes; // guarded by this
    private long held; // by the frame that is being read
    private Budget.@Nullable Claim claim;

    /** @param granted called by any thread when a frame that had to wait has its memory */
    RequestQuota(Budget shorts, Budget longs, Runnable granted) {
        this.shorts = shorts;
        this.longs = longs;
        this.granted = granted;
    }

    /** Whether a frame may be read now, so far as its own connection is concerned. */
    synchronized boolean has(int length) {
        return requests == 0 || (requests < MAX_REQUESTS && bytes + length <= MAX_BYTES);
    }

    /** Whether there is as much room again that reading is worth while. */
    synchronized boolean isHalfEmpty() {
        return requests <= MAX_REQUESTS / 2 && bytes <= MAX_BYTES / 2;
    }

    synchronized int requests() {
        return requests;
    }

    /** Takes the memory for a frame; if there is none, the grant is run later. */
    boolean take(int length) {
        long cost = (long) length + OVERHEAD;
        Budget budget = budget(length);
        if (length <= SHORT && requests() == 0) {
            budget.force(cost);
        } else {
            Budget.Claim mine = new Budget.Claim(cost, granted);
            claim = mine;
            if (!budget.take(mine)) {
                return false;
            }
            claim = null;
        }
        held = cost;
        return true;
    }

    /** The grant was run. */
    void arrived() {
        if (claim != null) {
            held = claim.bytes();
            claim = null;
        }
    }

    /** Whether the frame to be read next has its memory. */
    boolean holds() {
        return held > 0;
    }

    /** Whether the frame to be read next waits for its memory. */
    boolean waits() {
        return claim != null;
    }

    private Budget budget(long length) {
        return length <= SHORT ? shorts : longs;
    }

    /**
     * The frame that was read is a request; its memory goes back by {@link #answered}. Says how much that is.
     *
     * @param page whether its answer may be a page
     */
    synchronized long asked(boolean page) {
        long cost = held;
        held = 0;
        requests++;
        bytes += cost + page(page);
        return cost;
    }

    private static long page(boolean page) {
        return page ? PAGE : 0;
    }

    /** The frame that was read was none. */
    void passed() {
        long cost = held;
        held = 0;
        if (cost > 0) {
            budget(cost - OVERHEAD).release(cost);
        }
    }

    /** A request has its answer. */
    void answered(long cost, boolean page) {
        synchronized (this) {
            requests--;
            bytes -= cost + page(page);
        }
        budget(cost - OVERHEAD).release(cost);
    }

    /** Nothing more is read. */
    void close() {
        Budget.Claim mine = claim;
        if (mine != null) {
            claim = null;
            Budget budget = budget(mine.bytes() - OVERHEAD);
            if (!budget.cancel(mine)) {
                budget.release(mine.bytes());
            }
        }
        passed();
    }
}
