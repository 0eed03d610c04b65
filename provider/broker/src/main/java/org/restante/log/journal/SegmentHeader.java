package org.restante.log.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.restante.disk.DiskFile;

/**
 * The first 64 bytes of a segment file. Frames are verified without it: a segment that loses its header loses no entry.
 *
 * <pre>
 *   0         8         16        24        32        40     44     48         64
 *   +---------+---------+---------+---------+---------+------+------+----------+
 *   | magic   | journal | number  | epoch   | previous| size | check| zeros    |
 *   +---------+---------+---------+---------+---------+------+------+----------+
 *
 *   magic     "RSTNTSG1"
 *   check     CRC32C over bytes 0 to 44
 * </pre>
 *
 * @param journalId the random number that all segments of one journal share
 * @param number the segment's number, as in its file name
 * @param epoch the epoch of the owner that prepared the segment
 * @param previous the number of the segment before it, or -1
 * @param segmentSize the size of each segment in bytes
 */
record SegmentHeader(long journalId, long number, long epoch, long previous, int segmentSize) {
    static final int SIZE = 64;
    private static final long MAGIC = 0x5253544E_54534731L;
    private static final int CHECKED_BYTES = 44;

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putLong(MAGIC).putLong(journalId).putLong(number).putLong(epoch).putLong(previous);
        bytes.putInt(segmentSize).putInt(check(bytes.array()));
        return bytes.clear();
    }

    /** The header of this file; null if it is incomplete or damaged. */
    static @Nullable SegmentHeader read(DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        if (file.read(bytes, 0) < SIZE || bytes.flip().getLong() != MAGIC) {
            return null;
        }
        SegmentHeader header =
                new SegmentHeader(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getInt());
        return bytes.getInt() == check(bytes.array()) ? header : null;
    }

    private static int check(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
