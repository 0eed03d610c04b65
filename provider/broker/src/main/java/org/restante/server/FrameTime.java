package org.restante.server;

import org.jspecify.annotations.Nullable;
import org.restante.tcp.FrameReader;

/** Measures how long a frame takes to arrive. Owned by the channel's event loop. */
final class FrameTime {

    /** The minimum transfer rate of a long frame. */
    private static final int MIN_BYTES_PER_SECOND = 256 << 10;

    private static final long MILLIS = 1000;

    private final long allowed;
    private long millis;

    /** @param allowed the time for a short frame, in milliseconds */
    FrameTime(long allowed) {
        this.allowed = allowed;
    }

    /** A frame is complete, and the next one begins. */
    void begin() {
        millis = 0;
    }

    /**
     * Counts time that has passed while the reader waited for bytes.
     *
     * @return why the incomplete frame is too slow; null if it is not, or there is none
     */
    @Nullable
    String passed(FrameReader reader, long passed) {
        int arrived = reader.arrived();
        millis = arrived == 0 || passed == 0 ? 0 : millis + passed;
        return millis > allowed + arrived * MILLIS / MIN_BYTES_PER_SECOND
                ? "a frame of " + reader.begun() + " bytes was not complete after " + millis + " ms: " + arrived
                        + " have arrived"
                : null;
    }
}
