package org.restante.kafka;

import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.restante.log.shared.ReadingPoint;

/**
 * Where entries begin: the offset of some of them by position, with the point from which a reader judges what follows. The tail
 * adds; any thread looks up.
 *
 * <p>Bounded: the first entry of each segment has a mark, since a trim cuts there, and so has an entry each {@code stride} bytes, 64 KiB at
 * first. When these are more than {@value #MAX_MARKS}, every second goes and the stride doubles.
 */
final class OffsetIndex {

    private static final int MAX_MARKS = 1 << 16;
    private static final long FIRST_STRIDE = 64 << 10;

    private final NavigableMap<Long, Mark> marks = new ConcurrentSkipListMap<>();
    private final long segmentSize;
    private long stride = FIRST_STRIDE;
    private long last = -1;
    private int size;

    /**
     * The beginning of an entry.
     *
     * @param offset of its first record
     * @param point of a reader before that record
     */
    record Mark(long position, long offset, ReadingPoint point) {}

    OffsetIndex(long segmentSize) {
        this.segmentSize = segmentSize;
    }

    /** Takes the next entry, and keeps it if it is far enough from the one before. */
    void add(long position, long offset, ReadingPoint point) {
        if (last >= 0 && position - last < stride && position / segmentSize == last / segmentSize) {
            return;
        }
        last = position;
        marks.put(position, new Mark(position, offset, point));
        size++;
        if (size > MAX_MARKS) {
            thin();
        }
    }

    /** All marks, by position. */
    List<Mark> marks() {
        return List.copyOf(marks.values());
    }

    /** Takes marks that were kept; to be called before the first entry is added. */
    void restore(List<Mark> kept) {
        for (Mark mark : kept) {
            marks.put(mark.position(), mark);
            last = mark.position();
        }
        size = kept.size();
        while (size > MAX_MARKS) {
            thin();
        }
    }

    private void thin() {
        stride *= 2;
        long previous = -1;
        boolean isKept = true;
        size = 0;
        Iterator<Long> each = marks.keySet().iterator();
        while (each.hasNext()) {
            long position = each.next();
            boolean isFirst = previous < 0 || position / segmentSize != previous / segmentSize;
            isKept = isFirst || !isKept;
            previous = position;
            if (isKept) {
                size++;
            } else {
                each.remove();
            }
        }
    }

    /** Forgets all, for a log that is read anew. */
    void clear() {
        marks.clear();
        size = 0;
        last = -1;
    }

    /** The nearest mark at or before a position, or the first of all; null if the log is empty. */
    @Nullable
    Mark before(long position) {
        var found = marks.floorEntry(position);
        found = found == null ? marks.firstEntry() : found;
        return found == null ? null : found.getValue();
    }

    /** The first entry of the segment of a position, or of the last one before in which an entry begins; null if there is none. */
    @Nullable
    Mark beginOfSegment(long position) {
        long segment = position / segmentSize * segmentSize;
        var begin = marks.ceilingEntry(segment);
        if (begin == null && !marks.isEmpty()) {
            segment = marks.lastKey() / segmentSize * segmentSize;
            begin = marks.ceilingEntry(segment);
        }
        return begin == null ? null : begin.getValue();
    }

    /** The first mark at or behind a position. */
    @Nullable
    Mark atOrBehind(long position) {
        var found = marks.ceilingEntry(position);
        return found == null ? null : found.getValue();
    }

    /** Forgets what was trimmed, except the nearest mark before what is kept, if that has none. */
    void forgetBefore(long position) {
        Long kept = marks.floorKey(position);
        if (kept != null) {
            NavigableMap<Long, Mark> gone = marks.headMap(kept, false);
            size -= gone.size();
            gone.clear();
        }
    }
}
