package org.restante.log.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes and checks the headers of frames. Owned by the thread that made it.
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
 *   stamp   24 bits mixed from the journal's id and the segment's number: a cheap first look when searching
 *   type    1 an entry; 2 the end of the segment: no frame follows, the next segment goes on (length 0)
 *   back    this frame's position less the position before which all was forced to disk when it was written
 * </pre>
 *
 * <p>Because the position is in the check, no frame left in a recycled segment is ever valid again. Because of {@code
 * back}, recovery tells damage (before a forced position) from a write that a power cut tore (after it).
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

    /** The bytes a frame takes, with header and padding. */
    static int size(int length) {
        return align(HEADER + length);
    }

    static int align(int bytes) {
        return (bytes + Layout.ALIGNMENT - 1) & -Layout.ALIGNMENT;
    }

    /** The stamp and type word of frames in this segment. */
    int mark(long number, int type) {
        long mixed = (journalId ^ number) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) << 8 | type;
    }

    /** Puts the header of a frame with this content; the content is for the caller to put. */
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
