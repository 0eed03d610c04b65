package org.restante.log.journal;

/**
 * The sizes of a journal. Immutable.
 *
 * @param segmentSize bytes of each segment, a power of two from 64 KiB to 1 GiB; a journal keeps the size with which it was created
 * @param queueLimit bytes of entries that may wait for the writer; an append above it is refused
 * @param usedBefore the lowest position for new entries, whatever is found on disk; positions below it are covered by a snapshot
 */
public record JournalOptions(int segmentSize, long queueLimit, long usedBefore) {
    /** 64 MiB segments, 256 MiB of queue. */
    public static final JournalOptions DEFAULT = new JournalOptions(64 << 20, 256L << 20, 0);

    private static final int MIN_SEGMENT_SIZE = 64 << 10;
    private static final int MAX_SEGMENT_SIZE = 1 << 30;

    /** Checks the sizes. */
    public JournalOptions {
        if (segmentSize < MIN_SEGMENT_SIZE || segmentSize > MAX_SEGMENT_SIZE || Integer.bitCount(segmentSize) != 1) {
            throw new IllegalArgumentException(
                    "Segment size " + segmentSize + " is not a power of two from 65536 to 1073741824");
        }
    }

    /** A copy with another segment size. */
    public JournalOptions withSegmentSize(int bytes) {
        return new JournalOptions(bytes, queueLimit, usedBefore);
    }

    /** A copy with another bound on the bytes that wait for the writer. */
    public JournalOptions withQueueLimit(long bytes) {
        return new JournalOptions(segmentSize, bytes, usedBefore);
    }

    /** A copy with another lowest position for new entries. */
    public JournalOptions withUsedBefore(long position) {
        return new JournalOptions(segmentSize, queueLimit, position);
    }
}
