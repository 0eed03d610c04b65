package org.restante.jms.session;

import org.jspecify.annotations.Nullable;

/**
 * How far a consumer may run ahead: its credit, adapted to how fast its messages are processed. Guarded by the inbox's lock.
 *
 * <p>The window is what is processed in {@link #HORIZON_NANOS}, so 0 to {@link #MAX_MESSAGES} messages; it at most doubles with
 * each message, and shrinks at once. It counts messages that are buffered or may yet come, never those handed to the
 * application. The trap: a window of 0 does not starve, because whoever waits for a message is always granted one.
 */
final class Window {

    static final int MAX_MESSAGES = 512;
    static final long MAX_BYTES = 1 << 20;
    static final long HORIZON_NANOS = 100_000_000;

    private static final int SMOOTHING = 8;
    private static final int UNKNOWN = -1;

    /** Credit to hand to the broker. */
    record Grant(int messages, long bytes) {}

    private int size;
    private long nanosPerMessage = UNKNOWN;
    private int granted;
    private long grantedBytes;

    /** The broker used some credit. */
    void recordDelivery(int bytes) {
        granted--;
        grantedBytes -= bytes;
    }

    /** The broker took the credit back. */
    void revoke() {
        granted = 0;
        grantedBytes = 0;
    }

    /** The broker did not take a grant. */
    void undo(Grant grant) {
        granted -= grant.messages();
        grantedBytes -= grant.bytes();
    }

    boolean isGranted() {
        return granted > 0;
    }

    int size() {
        return size;
    }

    /** The application took this long for a message. */
    void recordProcessing(long nanos) {
        nanosPerMessage = nanosPerMessage == UNKNOWN ? nanos : nanosPerMessage + (nanos - nanosPerMessage) / SMOOTHING;
        long fitting = Math.min(MAX_MESSAGES, HORIZON_NANOS / Math.max(1, nanosPerMessage));
        size = (int) Math.min(fitting, 2L * size + 1);
    }

    /**
     * The credit to grant now; null for none.
     *
     * @param waiting whether somebody waits for the next message
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
