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
 * <p>The trap: the accessors speak of the frame last found by {@link #valid}.
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

    /** Whether a whole frame begins at this offset. */
    boolean valid(int offset) throws IOException {
        if (!stamped(offset)) {
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

    /** Whether what is at this offset bears the stamp of this segment's frames; it may be damaged all the same. */
    boolean stamped(int offset) throws IOException {
        if (offset < 0 || offset > layout.segmentSize() - Frames.HEADER || !inWindow(offset, Frames.HEADER)) {
            return false;
        }
        int mark = window.getInt(offset - windowStart + 8);
        return mark == entryMark || mark == endMark;
    }

    /** Where the frame at this offset says it ends, whether or not that is so; the offset itself if it says nothing. */
    int declaredEnd(int offset) throws IOException {
        if (!stamped(offset)) {
            return offset;
        }
        int declared = window.getInt(offset - windowStart + 4);
        return fits(offset, declared) ? offset + Frames.size(declared) : offset + Frames.HEADER;
    }

    /** The offset of the first valid frame behind a bad one and before the limit, or -1. */
    int resume(int bad, int limit) throws IOException {
        int declared = declaredEnd(bad);
        if (declared > bad && declared < limit && valid(declared)) {
            return declared;
        }
        for (int at = nextStamp(bad + Layout.ALIGNMENT, limit); at >= 0; at = nextStamp(at + Layout.ALIGNMENT, limit)) {
            if (valid(at)) {
                return at;
            }
        }
        return -1;
    }

    /**
     * The offset of the first stamp from here to the limit, or -1. Plain array accesses, for this looks at a million places
     * in a JVM that has just started and compiled nothing yet.
     */
    int nextStamp(int from, int limit) throws IOException {
        byte[] bytes = window.array();
        byte stamp = (byte) (entryMark >>> 24);
        int at = from;
        while (at < limit && inWindow(at, Frames.HEADER)) {
            int to = Math.min(limit, windowEnd - Frames.HEADER + 1) - windowStart;
            int i = at - windowStart;
            while (i < to) {
                if (bytes[i + 8] == stamp && stamped(windowStart + i)) {
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

    /** Looks at the disk again from here on: frames may have been written since. */
    void refresh() {
        windowStart = 0;
        windowEnd = 0;
    }

    /** Copies raw bytes, as many as there are. */
    byte[] raw(int offset, int count) throws IOException {
        byte[] bytes = new byte[count];
        int got = file.read(ByteBuffer.wrap(bytes), offset);
        return got == count ? bytes : Arrays.copyOf(bytes, got);
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
