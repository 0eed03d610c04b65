package org.restante.log.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.restante.disk.Disk;

/** Finds the frames that another owner, still running, has appended behind the end that is known. Owned by the calling thread. */
final class FrameSearch {
    private final Disk disk;
    private final Layout layout;
    private final long journalId;

    FrameSearch(Disk disk, Layout layout, long journalId) {
        this.disk = disk;
        this.layout = layout;
        this.journalId = journalId;
    }

    /** The place of a frame whose predecessor ends at this position. */
    private long place(long position) {
        int offset = layout.offsetAt(position);
        long number = layout.numberAt(position);
        if (offset < SegmentHeader.SIZE) {
            return layout.firstIn(number);
        }
        return offset > layout.segmentSize() - Frames.HEADER ? layout.firstIn(number + 1) : position;
    }

    boolean isFrameAt(long end) throws IOException {
        long position = place(end);
        try (JournalFrameReader frames = open(layout.numberAt(position))) {
            return frames.readFrame(layout.offsetAt(position));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Searches from this end on.
     *
     * @param live gets the numbers of the segments with frames
     * @return the end behind the last frame found
     */
    long run(long from, Set<Long> live) throws IOException {
        long end = from;
        long position = place(from);
        while (true) {
            long number = layout.numberAt(position);
            int offset = layout.offsetAt(position);
            try (JournalFrameReader frames = open(number)) {
                while (frames.readFrame(offset)) {
                    live.add(number);
                    offset = frames.isEnd() ? layout.segmentSize() : offset + frames.size();
                    end = layout.position(number, offset);
                }
            } catch (NoSuchFileException e) {
                return end;
            }
            long next = place(end);
            if (next == position || layout.numberAt(next) == number) {
                return end;
            }
            position = next;
        }
    }

    private JournalFrameReader open(long number) throws IOException {
        return JournalFrameReader.open(disk, layout, journalId, number);
    }
}
