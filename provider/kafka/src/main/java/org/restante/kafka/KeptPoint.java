package org.restante.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.restante.disk.ReplacedFile;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.ReadingPoint;

/**
 * What a tail has read, kept in a file, so that the next opening of the log reads on from there. Immutable.
 *
 * <p>The trap: it is a cache. A file that is missing, damaged, of another topic, or older than the beginning of this one counts for
 * nothing, and the topic is read from its first record.
 *
 * @param topic the identifier of the topic in its cluster
 * @param begin the offset of the first record that was there
 * @param next the offset of the next record
 * @param point between two entries
 * @param firstThere the position of the first record that was there
 * @param first no entry that is kept lies before this position
 * @param lastEntry the position of the last entry; -1 for none
 * @param owner who claimed the log last; null if that is not known
 * @param marks the index
 */
record KeptPoint(
        String topic,
        long begin,
        long next,
        ReadingPoint point,
        long firstThere,
        long first,
        long lastEntry,
        @Nullable Claimant owner,
        List<OffsetIndex.Mark> marks) {

    private static final int MAGIC = 0x52534b31; // RSK1
    private static final int MAX_MARKS = 1 << 20;

    KeptPoint {
        marks = List.copyOf(marks);
    }

    /** Reads a file; null if it holds nothing that can be used. */
    static @Nullable KeptPoint read(Path file) {
        if (Files.notExists(file)) {
            return null;
        }
        try {
            byte[] all = Files.readAllBytes(file);
            if (all.length < Long.BYTES || ByteBuffer.wrap(all).getInt(all.length - Integer.BYTES) != checksum(all)) {
                return null;
            }
            return decode(new DataInputStream(new ByteArrayInputStream(all)));
        } catch (IOException e) {
            return null;
        }
    }

    private static int checksum(byte[] all) {
        CRC32C crc = new CRC32C();
        crc.update(all, 0, all.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static @Nullable KeptPoint decode(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            return null;
        }
        String topic = in.readUTF();
        long begin = in.readLong();
        long next = in.readLong();
        ReadingPoint point = point(in);
        long firstThere = in.readLong();
        long first = in.readLong();
        long lastEntry = in.readLong();
        Claimant owner = in.readBoolean() ? new Claimant(in.readUTF(), in.readUTF(), in.readLong()) : null;
        int count = in.readInt();
        if (count < 0 || count > MAX_MARKS) {
            return null;
        }
        List<OffsetIndex.Mark> marks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            marks.add(new OffsetIndex.Mark(in.readLong(), in.readLong(), point(in)));
        }
        return new KeptPoint(topic, begin, next, point, firstThere, first, lastEntry, owner, marks);
    }

    private static ReadingPoint point(DataInputStream in) throws IOException {
        return new ReadingPoint(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    /** Replaces the file. */
    void write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(topic);
            out.writeLong(begin);
            out.writeLong(next);
            write(out, point);
            out.writeLong(firstThere);
            out.writeLong(first);
            out.writeLong(lastEntry);
            out.writeBoolean(owner != null);
            if (owner != null) {
                out.writeUTF(owner.node());
                out.writeUTF(owner.address());
                out.writeLong(owner.nonce());
            }
            out.writeInt(marks.size());
            for (OffsetIndex.Mark mark : marks) {
                out.writeLong(mark.position());
                out.writeLong(mark.offset());
                write(out, mark.point());
            }
            out.writeInt(0); // where the checksum comes
        }
        byte[] all = bytes.toByteArray();
        ByteBuffer.wrap(all).putInt(all.length - Integer.BYTES, checksum(all));
        ReplacedFile.write(file, all);
    }

    private static void write(DataOutputStream out, ReadingPoint point) throws IOException {
        out.writeLong(point.store());
        out.writeLong(point.epoch());
        out.writeLong(point.number());
        out.writeLong(point.end());
        out.writeLong(point.trimmed());
    }

    /**
     * As it is for the topic that was found, which may have been trimmed meanwhile.
     *
     * @return null if it does not fit: the topic is another one, or begins where no mark is
     */
    @Nullable
    KeptPoint at(LogTopic.Inspection found) {
        if (!topic.equals(found.id()) || found.begin() > next || found.begin() < begin) {
            return null;
        }
        if (found.begin() == begin) {
            return this;
        }
        List<OffsetIndex.Mark> rest =
                marks.stream().filter(mark -> mark.offset() >= found.begin()).toList();
        return rest.isEmpty() || rest.get(0).offset() != found.begin()
                ? null
                : new KeptPoint(
                        topic,
                        found.begin(),
                        next,
                        point,
                        rest.get(0).position(),
                        Math.max(first, rest.get(0).position()),
                        lastEntry,
                        owner,
                        rest);
    }
}
