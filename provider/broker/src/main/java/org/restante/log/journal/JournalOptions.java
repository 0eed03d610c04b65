package org.restante.log.journal;

/**
 * The sizes of a journal.
 *
 * @param segmentSize bytes of each segment, a power of two from 64 KiB to 1 GiB; a journal keeps the size it was made with
 * @param queueLimit bytes of entries that may wait for the writer; an append above it is refused
 * @param usedBefore positions below this are never given to new entries, whatever is found on disk: what a snapshot covers
 */
public record JournalOptions(int segmentSize, long queueLimit, long usedBefore) {
    /** 64 MiB segments, 256 MiB of queue. */
    public static final JournalOptions DEFAULT = new JournalOptions(64 << 20, 256L << 20, 0);

    private static final int SMALLEST = 64 << 10;
    private static final int MAX_SEGMENT_SIZE = 1 << 30;

    /** Checks the sizes. */
    public JournalOptions {
        if (segmentSize < SMALLEST || segmentSize > MAX_SEGMENT_SIZE || Integer.bitCount(segmentSize) != 1) {
            throw new IllegalArgumentException(
                    "Segment size " + segmentSize + " is not a power of two from 65536 to 1073741824");
        }
    }

    /** The same with another segment size. */
    public JournalOptions withSegmentSize(int bytes) {
        return new JournalOptions(bytes, queueLimit, usedBefore);
    }

    /** The same with another bound on what waits for the writer. */
    public JournalOptions withQueueLimit(long bytes) {
        return new JournalOptions(segmentSize, bytes, usedBefore);
    }

    /** The same with another lowest position for new entries. */
    public JournalOptions withUsedBefore(long position) {
        return new JournalOptions(segmentSize, queueLimit, position);
    }
}
