package org.restante.log.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;

/**
 * Reads and verifies the frames of one segment through a window of its bytes. Owned by one thread at a time.
 *
 * <p>The trap: the accessors return the parts of the frame that {@link #readFrame} read last.
 */
final class JournalFrameReader implements Closeable {
    private static final int WINDOW = 256 << 10;

    private final DiskFile file;
    private final Layout layout;
    private final Frames frames;
    private final long number;
    private final int entryMark;
    private final int endMark;
    private final ByteBuffer window;
    private int windowStart;
    private int windowEnd;

    private int type;
    private int back;
    private int length;
    private byte[] content = new byte[0];

    JournalFrameReader(DiskFile file, Layout layout, long journalId, long number, int windowSize) {
        this.file = file;
        this.layout = layout;
        this.frames = new Frames(journalId);
        this.number = number;
        this.entryMark = frames.mark(number, Frames.ENTRY);
        this.endMark = frames.mark(number, Frames.END);
        this.window = ByteBuffer.allocate(windowSize);
    }

    static JournalFrameReader open(Disk disk, Layout layout, long journalId, long number) throws IOException {
        return new JournalFrameReader(disk.open(layout.name(number)), layout, journalId, number, WINDOW);
    }

    /** Reads the frame at this offset; returns false if no valid frame begins there. */
    boolean readFrame(int offset) throws IOException {
        if (!isStamped(offset)) {
            return false;
        }
        int at = offset - windowStart;
        int check = window.getInt(at);
        length = window.getInt(at + 4);
        int mark = window.getInt(at + 8);
        back = window.getInt(at + 12);
        if (!fits(offset, length)) {
            return false;
        }
        type = mark & 0xFF;
        if (!load(offset + Frames.HEADER, length)) {
            return false;
        }
        return check == frames.check(layout.position(number, offset), length, mark, back, content, 0);
    }

    /** Whether a header with the stamp of this segment's frames is at this offset; the frame may be damaged all the same. */
    boolean isStamped(int offset) throws IOException {
        if (offset < 0 || offset > layout.segmentSize() - Frames.HEADER || !inWindow(offset, Frames.HEADER)) {
            return false;
        }
        int mark = window.getInt(offset - windowStart + 8);
        return mark == entryMark || mark == endMark;
    }

    /** The end of the frame at this offset by its length field, which may be damaged; the offset itself if there is no stamp. */
    int declaredEnd(int offset) throws IOException {
        if (!isStamped(offset)) {
            return offset;
        }
        int declared = window.getInt(offset - windowStart + 4);
        return fits(offset, declared) ? offset + Frames.size(declared) : offset + Frames.HEADER;
    }

    /** The offset of the first valid frame behind an invalid one and before the limit; -1 if there is none. */
    int findFrame(int invalid, int limit) throws IOException {
        int declared = declaredEnd(invalid);
        if (declared > invalid && declared < limit && readFrame(declared)) {
            return declared;
        }
        for (int at = findStamp(invalid + Layout.ALIGNMENT, limit);
                at >= 0;
                at = findStamp(at + Layout.ALIGNMENT, limit)) {
            if (readFrame(at)) {
                return at;
            }
        }
        return -1;
    }

    /**
     * The offset of the first stamp from here to the limit; -1 if there is none. Uses plain array accesses: the search covers a million
     * offsets, in a JVM that has just started and has not compiled this code yet.
     */
    int findStamp(int from, int limit) throws IOException {
        byte[] bytes = window.array();
        byte stamp = (byte) (entryMark >>> 24);
        int at = from;
        while (at < limit && inWindow(at, Frames.HEADER)) {
            int to = Math.min(limit, windowEnd - Frames.HEADER + 1) - windowStart;
            int i = at - windowStart;
            while (i < to) {
                if (bytes[i + 8] == stamp && isStamped(windowStart + i)) {
                    return windowStart + i;
                }
                i += Layout.ALIGNMENT;
            }
            at = windowStart + i;
        }
        return -1;
    }

    boolean isEnd() {
        return type == Frames.END;
    }

    int back() {
        return back;
    }

    int size() {
        return Frames.size(length);
    }

    byte[] content() {
        return content;
    }

    /** Discards the window, so that frames written since are read from the disk. */
    void refresh() {
        windowStart = 0;
        windowEnd = 0;
    }

    /** Copies raw bytes; fewer if the file ends before. */
    byte[] raw(int offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        int read = file.read(ByteBuffer.wrap(bytes), offset);
        return read == count ? bytes : Arrays.copyOf(bytes, read);
    }

    private boolean fits(int offset, int declared) {
        return declared >= 0 && declared <= layout.segmentSize() - Frames.HEADER - offset;
    }

    private boolean load(int offset, int count) throws IOException {
        content = new byte[count];
        if (count <= window.capacity() && inWindow(offset, count)) {
            window.get(offset - windowStart, content);
            return true;
        }
        return file.read(ByteBuffer.wrap(content), offset) == count;
    }

    private boolean inWindow(int offset, int count) throws IOException {
        if (offset < windowStart || offset + count > windowEnd) {
            window.clear();
            windowStart = offset;
            windowEnd = offset + file.read(window, offset);
        }
        return offset + count <= windowEnd;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
