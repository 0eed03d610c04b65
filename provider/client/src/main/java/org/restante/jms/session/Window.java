package org.restante.jms.session;

import org.jspecify.annotations.Nullable;

/**
 * The prefetch window of a consumer: its credit, adapted to the speed at which its messages are processed. Guarded by
 * the lock of the {@link SessionInbox}.
 *
 * <p>The window is the number of messages processed in {@link #HORIZON_NANOS}, 0 to {@link #MAX_MESSAGES}. It grows at
 * most to its double with each message and shrinks at once. It counts messages that are buffered or granted, not those
 * that the application has. The trap: a window of 0 does not starve a consumer, because a waiting receive or listener
 * is always granted one message.
 *
 * <p>For a ring it is restricted to such grants, because what is buffered here would be out of the ring's reach.
 */
final class Window {

    static final int MAX_MESSAGES = 512;
    static final long MAX_BYTES = 1 << 20;
    static final long HORIZON_NANOS = 100_000_000;

    private static final int SMOOTHING = 8;
    private static final int UNKNOWN = -1;

    /** Credit to grant to the broker. */
    record Grant(int messages, long bytes) {}

    /** How long a restriction lasts after the broker has last asked for it, in messages processed. */
    static final int RESTRICTED_MESSAGES = 1000;

    private int size;
    private int restricted;
    private long nanosPerMessage = UNKNOWN;
    private int granted;
    private long grantedBytes;

    /** Records a delivery, which uses credit. */
    void recordDelivery(int bytes) {
        granted--;
        grantedBytes -= bytes;
    }

    /** Clears the credit, because the broker has taken it back. */
    void revoke() {
        granted = 0;
        grantedBytes = 0;
    }

    /** Undoes a grant that the broker has refused. */
    void undo(Grant grant) {
        granted -= grant.messages();
        grantedBytes -= grant.bytes();
    }

    /** The broker asks not to prefetch. */
    void restrict() {
        restricted = RESTRICTED_MESSAGES;
        size = 0;
    }

    boolean isGranted() {
        return granted > 0;
    }

    int size() {
        return size;
    }

    /** Records the processing time of a message and adapts the window. */
    void recordProcessing(long nanos) {
        nanosPerMessage = nanosPerMessage == UNKNOWN ? nanos : nanosPerMessage + (nanos - nanosPerMessage) / SMOOTHING;
        long fitting = Math.min(MAX_MESSAGES, HORIZON_NANOS / Math.max(1, nanosPerMessage));
        restricted = Math.max(0, restricted - 1);
        size = restricted > 0 ? 0 : (int) Math.min(fitting, 2L * size + 1);
    }

    /**
     * The credit to grant now; null for none.
     *
     * @param waiting whether a receive or listener waits for the next message
     */
    @Nullable
    Grant next(int buffered, long bufferedBytes, boolean waiting) {
        int target = Math.max(size, waiting ? 1 : 0);
        boolean starved = waiting && buffered == 0 && (granted <= 0 || grantedBytes <= 0);
        boolean low = 2 * (buffered + granted) <= target || 2 * (bufferedBytes + grantedBytes) <= MAX_BYTES;
        if (target == 0 || (!starved && !low)) {
            return null;
        }
        int messages = Math.max(0, target - buffered - granted);
        long bytes = Math.max(0, MAX_BYTES - bufferedBytes - grantedBytes);
        if (messages == 0 && (bytes == 0 || granted <= 0)) {
            return null;
        }
        granted += messages;
        grantedBytes += bytes;
        return new Grant(messages, bytes);
    }
}
