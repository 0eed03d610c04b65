package org.restante.server;

import org.jspecify.annotations.Nullable;
import org.restante.tcp.FrameReader;

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

    /** Memory of a tag that was read. */
    private static final long TAG_BYTES = 40;

    private static final int MAX_SHORT = 64 << 10;

    private final Budget shortFrames;
    private final Budget longFrames;
    private final Runnable onGranted;
    private int requests; // guarded by this
    private long bytes; // guarded by this
    private String user = "";
    private @Nullable Memory reserved; // of the frame that is being read
    private Budget.@Nullable Reservation waiting;

    /** @param onGranted called by any thread when the memory of a waiting frame is granted */
    RequestQuota(Budget shortFrames, Budget longFrames, Runnable onGranted) {
        this.shortFrames = shortFrames;
        this.longFrames = longFrames;
        this.onGranted = onGranted;
    }

    /** The memory of one frame. */
    static final class Memory {
        private final Budget budget;
        private final Budget.Holding holding;
        private long bytes;

        Memory(Budget budget, String user) {
            this.budget = budget;
            this.holding = new Budget.Holding(user);
        }

        void release() {
            budget.release(holding);
        }
    }

    /** The user of the connection, known after its login; empty for one without a name. */
    void setUser(String name) {
        user = name;
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

    /**
     * Reserves memory for a frame and returns true; if there is none, returns false, and {@code onGranted} runs later. For a long
     * frame it is the memory of its first bytes.
     */
    boolean reserve(int length) {
        boolean isLong = length > MAX_SHORT;
        Memory memory = new Memory(isLong ? longFrames : shortFrames, user);
        reserved = memory;
        if (!isLong && requests() == 0) {
            memory.bytes = (long) length + OVERHEAD_BYTES;
            memory.budget.reserveBeyondBound(memory.holding, memory.bytes);
            return true;
        }
        return grow(Math.min(length, FrameReader.FIRST_BYTES));
    }

    /** Reserves memory so that the frame that is being read may take so many bytes; as {@link #reserve}. */
    boolean grow(int length) {
        Memory memory = reserved;
        if (memory == null) {
            throw new IllegalStateException("no frame is being read");
        }
        long more = length + OVERHEAD_BYTES - memory.bytes;
        if (more <= 0) {
            return true;
        }
        Budget.Reservation reservation = new Budget.Reservation(memory.holding, more, onGranted);
        waiting = reservation;
        if (!memory.budget.reserve(reservation)) {
            return false;
        }
        granted();
        return true;
    }

    /** Takes over the memory that was granted. Called on the event loop after {@code onGranted}. */
    void granted() {
        if (waiting != null && reserved != null) {
            reserved.bytes += waiting.bytes();
            waiting = null;
        }
    }

    /** Whether memory is reserved for the next frame. */
    boolean isReserved() {
        return reserved != null && waiting == null;
    }

    /** Whether the next frame waits for memory. */
    boolean isWaiting() {
        return waiting != null;
    }

    /**
     * Counts the frame that was read as a request. Returns its memory, which {@link #requestAnswered} releases.
     *
     * @param page whether its answer may be a page
     * @param tags how many deliveries it names, each of which takes memory besides the bytes of its frame
     */
    synchronized Memory requestRead(boolean page, int tags) {
        Memory memory = reserved;
        if (memory == null) {
            throw new IllegalStateException("no memory is reserved for the frame");
        }
        reserved = null;
        memory.bytes += tags * TAG_BYTES;
        memory.budget.reserveBeyondBound(memory.holding, tags * TAG_BYTES);
        requests++;
        bytes += memory.bytes + pageBytes(page);
        return memory;
    }

    private static long pageBytes(boolean page) {
        return page ? PAGE_BYTES : 0;
    }

    /** Releases the memory of a frame that was read and is not a request. */
    void releaseFrame() {
        Memory memory = reserved;
        reserved = null;
        if (memory != null) {
            memory.release();
        }
    }

    /** Releases the memory of a request that has its answer. */
    void requestAnswered(Memory memory, boolean page) {
        synchronized (this) {
            requests--;
            bytes -= memory.bytes + pageBytes(page);
        }
        memory.release();
    }

    /** Releases the memory of the frame that is being read or waits. Called when the socket is closed. */
    void close() {
        Budget.Reservation reservation = waiting;
        waiting = null;
        if (reservation != null && reserved != null) {
            reserved.budget.cancel(reservation);
        }
        releaseFrame();
    }
}
