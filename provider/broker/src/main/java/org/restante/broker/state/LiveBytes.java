package org.restante.broker.state;

import java.util.Map;
import java.util.TreeMap;
import org.restante.broker.backlog.PackedMessages;

/**
 * Counts the waiting messages in each segment of the log, and their bytes, to know which segments can be trimmed and when
 * copying forward is worthwhile. Owned by the broker thread.
 */
public final class LiveBytes {

    private final long segmentSize;
    private final TreeMap<Long, long[]> bySegment = new TreeMap<>();
    private long total;
    private long recent = -1;
    private long[] recentCounts = {};

    LiveBytes(long segmentSize) {
        this.segmentSize = segmentSize;
    }

    void add(long position, long bytes) {
        long key = position / segmentSize;
        if (key != recent) {
            recentCounts = bySegment.computeIfAbsent(key, any -> new long[2]);
            recent = key;
        }
        recentCounts[0]++;
        recentCounts[1] += bytes;
        total += bytes;
    }

    void add(PackedMessages packed) {
        if (packed.lowest() / segmentSize != packed.highest() / segmentSize) {
            packed.forEach(this::add);
            return;
        }
        add(packed.lowest(), packed.size());
        recentCounts[0] += packed.count() - 1;
    }

    void remove(long position, long bytes) {
        Long key = position / segmentSize;
        long[] counts = bySegment.get(key);
        if (counts != null) {
            counts[1] -= bytes;
            if (--counts[0] == 0) {
                bySegment.remove(key);
                recent = -1;
            }
        }
        total -= bytes;
    }

    public long total() {
        return total;
    }

    /** The bytes of the waiting messages in the segment of this position, with so many bytes more for each. */
    public long in(long position, int overhead) {
        long[] counts = bySegment.get(position / segmentSize);
        return counts == null ? 0 : counts[1] + overhead * counts[0];
    }

    /** The start of the oldest segment with a waiting message; {@code otherwise} if there is none. */
    public long oldest(long otherwise) {
        Map.Entry<Long, long[]> first = bySegment.firstEntry();
        return first == null ? otherwise : first.getKey() * segmentSize;
    }
}
