package org.restante.log.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;

/**
 * The file that contains the epoch of the journal's newest owner: two slots of 512 bytes, written alternately, so that one of them is
 * always intact.
 *
 * <pre>
 *   0         8         16         24        32        40        48     52     56
 *   +---------+---------+----------+---------+---------+---------+------+------+
 *   | magic   | journal | sequence | epoch   | first   | forced  | size | check|    and again at 512
 *   +---------+---------+----------+---------+---------+---------+------+------+
 *
 *   magic "RSTNTCL1" · the slot with the higher sequence is current · check: CRC32C over bytes 0 to 52
 * </pre>
 *
 * <p>If the file is lost, recovery rebuilds it from the headers of the segments; no entry is lost. Any thread may call.
 */
final class ClaimFile implements Closeable {
    private static final long MAGIC = 0x5253544E_54434C31L;
    private static final int SLOT_BYTES = 512;
    private static final int CHECKED_BYTES = 52;

    private final DiskFile file;
    private final ByteBuffer staleCheck = ByteBuffer.allocate(2 * SLOT_BYTES);
    private Claim current;
    private long sequence;

    private record Slot(Claim claim, long sequence) {}

    private ClaimFile(DiskFile file, Claim current, long sequence) {
        this.file = file;
        this.current = current;
        this.sequence = sequence;
    }

    private static String name(String folder) {
        return folder + "/claim";
    }

    /** The current claim; null if the file does not exist or has no valid slot. */
    static @Nullable Claim read(Disk disk, String folder) throws IOException {
        try (DiskFile file = disk.open(name(folder))) {
            Slot slot = newest(file, ByteBuffer.allocate(2 * SLOT_BYTES));
            return slot == null ? null : slot.claim();
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    /** Opens the file, or creates it, and writes this claim durably. */
    static ClaimFile write(Disk disk, String folder, Claim claim) throws IOException {
        DiskFile file;
        try {
            file = disk.open(name(folder));
        } catch (NoSuchFileException absent) {
            file = disk.create(name(folder));
        }
        Slot slot = newest(file, ByteBuffer.allocate(2 * SLOT_BYTES));
        ClaimFile claims = new ClaimFile(file, claim, slot == null ? 0 : slot.sequence());
        try {
            claims.update(unchanged -> unchanged);
            disk.syncFolder(folder);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return claims;
    }

    /** Writes a changed claim durably. */
    synchronized void update(UnaryOperator<Claim> change) throws IOException {
        Claim next = change.apply(current);
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        slot.putLong(MAGIC).putLong(next.journalId()).putLong(sequence + 1).putLong(next.epoch());
        slot.putLong(next.first()).putLong(next.forced()).putInt(next.segmentSize());
        slot.putInt(check(slot.array(), 0)).clear();
        file.write(slot, (sequence + 1) % 2 * SLOT_BYTES);
        file.force();
        sequence++;
        current = next;
    }

    /** Whether another owner has claimed the journal since, with a higher epoch. An unreadable file counts as not stale. */
    synchronized boolean isStale() throws IOException {
        Slot slot = newest(file, staleCheck);
        return slot != null && slot.claim().epoch() > current.epoch();
    }

    synchronized Claim current() {
        return current;
    }

    private static @Nullable Slot newest(DiskFile file, ByteBuffer bytes) throws IOException {
        bytes.clear();
        file.read(bytes, 0);
        bytes.flip();
        Slot first = decode(bytes, 0);
        Slot second = decode(bytes, SLOT_BYTES);
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.sequence() > second.sequence() ? first : second;
    }

    private static @Nullable Slot decode(ByteBuffer bytes, int at) {
        if (bytes.limit() < at + CHECKED_BYTES + 4
                || bytes.getLong(at) != MAGIC
                || bytes.getInt(at + CHECKED_BYTES) != check(bytes.array(), at)) {
            return null;
        }
        bytes.position(at + 8);
        long journalId = bytes.getLong();
        long sequence = bytes.getLong();
        Claim claim = new Claim(journalId, bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getInt());
        return new Slot(claim, sequence);
    }

    private static int check(byte[] bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, CHECKED_BYTES);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
