package org.restante.log.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes frame headers and computes their checksums. Owned by the thread that created it.
 *
 * <p>A frame holds one entry. It begins at a multiple of 8, lies in one segment, and is padded with zeros to a multiple of
 * 8. All numbers are big-endian.
 *
 * <pre>
 *   0        4        8        11   12       16
 *   +--------+--------+--------+----+--------+----------------- - - -+---------+
 *   | check  | length | stamp  |type| back   | content               | padding |
 *   +--------+--------+--------+----+--------+----------------- - - -+---------+
 *
 *   check   CRC32C over: the journal's id (8), the frame's position (8), bytes 4 to 16 of the header, the content
 *   length  bytes of content
 *   stamp   24 bits, a hash of the journal's id and the segment's number: a quick test when searching for frames
 *   type    1 an entry; 2 the end of the segment: no frame follows, the log continues in the next segment (length 0)
 *   back    this frame's position minus the position up to which everything was forced when the frame was written
 * </pre>
 *
 * <p>The checksum includes the position, so an old frame in a recycled segment is never valid again. With {@code back}, recovery
 * distinguishes damage (before a forced position) from a write torn by a power cut (after it).
 */
final class Frames {
    static final int HEADER = 16;
    static final int ENTRY = 1;
    static final int END = 2;

    private final long journalId;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer prefix = ByteBuffer.allocate(28);

    Frames(long journalId) {
        this.journalId = journalId;
    }

    /** The size of a frame with header and padding, in bytes. */
    static int size(int length) {
        return align(HEADER + length);
    }

    static int align(int bytes) {
        return (bytes + Layout.ALIGNMENT - 1) & -Layout.ALIGNMENT;
    }

    /** The word of stamp and type for frames of this segment. */
    int mark(long number, int type) {
        long hash = (journalId ^ number) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> 40) << 8 | type;
    }

    /** Puts the header of a frame with this content; the caller puts the content itself. */
    void putHeader(ByteBuffer into, long position, int mark, int back, byte[] content) {
        into.putInt(check(position, content.length, mark, back, content, 0));
        into.putInt(content.length).putInt(mark).putInt(back);
    }

    /** The frame that ends a segment at this position. */
    ByteBuffer end(Layout layout, long position) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER);
        putHeader(frame, position, mark(layout.numberAt(position), END), 0, new byte[0]);
        return frame.flip();
    }

    int check(long position, int length, int mark, int back, byte[] bytes, int from) {
        prefix.clear();
        prefix.putLong(journalId).putLong(position).putInt(length).putInt(mark).putInt(back);
        crc.reset();
        crc.update(prefix.array(), 0, prefix.position());
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
