package org.restante.log.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a segment's frames tell about it.
 *
 * @param frames how many valid frames there are, the one that ends the segment included
 * @param end the offset behind the last valid frame
 * @param ended whether that frame ends the segment
 * @param forced the highest position that a frame says was forced before it was written
 * @param gaps the stretches between valid frames where none is valid
 */
record SegmentScan(int frames, int end, boolean ended, long forced, List<Gap> gaps) {
    record Gap(int from, int to) {}

    static SegmentScan of(JournalFrameReader reader, Layout layout, long number, int limit) throws IOException {
        List<Gap> gaps = new ArrayList<>();
        int frames = 0;
        long forced = 0;
        int offset = SegmentHeader.SIZE;
        while (offset < limit) {
            if (!reader.valid(offset)) {
                int resumed = reader.resume(offset, limit);
                if (resumed < 0) {
                    break;
                }
                gaps.add(new Gap(offset, resumed));
                offset = resumed;
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

    /** Where the first gap begins that no frame and no claim says was ever forced, or the end if there is none. */
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
