package org.restante.log.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a scan over the frames of a segment. Immutable.
 *
 * @param frames the number of valid frames, including the frame that ends the segment
 * @param end the offset behind the last valid frame
 * @param ended whether the segment is at its end: by a frame of this type, or because no frame fits any more
 * @param forced the highest forced position that a frame contains, by its field {@code back}
 * @param gaps the ranges between valid frames without a valid frame
 */
record SegmentScan(int frames, int end, boolean ended, long forced, List<Gap> gaps) {
    /** A range of offsets without a valid frame. */
    record Gap(int from, int to) {}

    static SegmentScan of(JournalFrameReader reader, Layout layout, long number, int limit) throws IOException {
        List<Gap> gaps = new ArrayList<>();
        int frames = 0;
        long forced = 0;
        int offset = SegmentHeader.SIZE;
        while (offset < limit) {
            if (!reader.readFrame(offset)) {
                int next = reader.findFrame(offset, limit);
                if (next < 0) {
                    break;
                }
                gaps.add(new Gap(offset, next));
                offset = next;
                continue;
            }
            frames++;
            forced = Math.max(forced, layout.position(number, offset) - reader.back());
            offset += reader.size();
            if (reader.isEnd()) {
                return new SegmentScan(frames, offset, true, forced, gaps);
            }
        }
        return new SegmentScan(frames, offset, offset > layout.segmentSize() - Frames.HEADER, forced, gaps);
    }

    /** The offset at which to cut a torn tail: the first gap that was never forced, by frames and claim; the end if there is none. */
    int cut(Layout layout, long number, long claimed) {
        long known = Math.max(forced, claimed);
        for (Gap gap : gaps) {
            if (layout.position(number, gap.from()) >= known) {
                return gap.from();
            }
        }
        return end;
    }
}
