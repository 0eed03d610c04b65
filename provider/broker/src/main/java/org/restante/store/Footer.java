package org.restante.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.restante.disk.DiskFile;

/**
 * The end of a snapshot file: its generation, the log position that it covers, and a checksum of each page before it. Immutable.
 *
 * <pre>
 * | page 0 | page 1 | ... | page n-1 | sum 0 i32 | ... | sum n-1 i32 |
 * | "RSTNSNAP" | version i32 | n i32 | generation i64 | position i64 | rows i64 | root i64 |
 * | zero i32 | sum of the footer i32 |
 * </pre>
 *
 * Big-endian; pages of {@link SnapshotPages#SIZE} bytes; sums are CRC32C; the last sum covers the whole footer before it.
 */
final class Footer {

    private static final long MAGIC = 0x5253544E534E4150L;
    private static final int VERSION = 1;
    private static final int FIXED_BYTES = 56;
    private static final int SUM_BYTES = Integer.BYTES;

    final long generation;
    final long position;
    final long rows;

    /** MapDB's record id of the record that refers to the root of the rows. */
    final long root;

    private final int[] sums;

    /** The array is not copied. */
    Footer(long generation, long position, long rows, long root, int[] sums) {
        this.generation = generation;
        this.position = position;
        this.rows = rows;
        this.root = root;
        this.sums = sums;
    }

    /** The checksums of the pages, not copied. */
    int[] sums() {
        return sums;
    }

    /** The offset at which the footer begins; equals the length of the pages. */
    long start() {
        return (long) sums.length * SnapshotPages.SIZE;
    }

    /** The offset at which the footer ends; equals the length of the file. */
    long end() {
        return start() + (long) sums.length * SUM_BYTES + FIXED_BYTES;
    }

    void write(DiskFile file) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(sums.length * SUM_BYTES + FIXED_BYTES);
        for (int sum : sums) {
            out.putInt(sum);
        }
        out.putLong(MAGIC).putInt(VERSION).putInt(sums.length);
        out.putLong(generation).putLong(position).putLong(rows).putLong(root).putInt(0);
        out.putInt(sumOf(out.array(), out.position()));
        file.write(out.flip(), start());
    }

    /**
     * Reads and verifies the footer of a file.
     *
     * @throws DamagedSnapshotException if there is no footer, or it is damaged
     */
    static Footer read(DiskFile file) throws IOException {
        long size = file.size();
        if (size < FIXED_BYTES) {
            throw new DamagedSnapshotException("it has " + size + " bytes, which is too short for a snapshot");
        }
        ByteBuffer fixed = read(file, size - FIXED_BYTES, FIXED_BYTES);
        if (fixed.getLong() != MAGIC) {
            throw new DamagedSnapshotException("it does not end with the footer of a snapshot");
        }
        int version = fixed.getInt();
        int pages = fixed.getInt();
        if (pages < 0 || size != (long) pages * (SnapshotPages.SIZE + SUM_BYTES) + FIXED_BYTES) {
            throw new DamagedSnapshotException("its length of " + size + " bytes does not fit its " + pages + " pages");
        }
        ByteBuffer all = read(file, (long) pages * SnapshotPages.SIZE, pages * SUM_BYTES + FIXED_BYTES);
        int sumAt = all.limit() - SUM_BYTES;
        if (all.getInt(sumAt) != sumOf(all.array(), sumAt)) {
            throw new DamagedSnapshotException("its footer's checksum is wrong");
        }
        if (version != VERSION) {
            throw new DamagedSnapshotException(
                    "it has format version " + version + "; only version " + VERSION + " can be read");
        }
        int[] sums = new int[pages];
        all.asIntBuffer().get(sums);
        return new Footer(fixed.getLong(), fixed.getLong(), fixed.getLong(), fixed.getLong(), sums);
    }

    private static ByteBuffer read(DiskFile file, long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        if (file.read(into, offset) != length) {
            throw new DamagedSnapshotException("it ends inside its footer");
        }
        return into.flip();
    }

    private static int sumOf(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
