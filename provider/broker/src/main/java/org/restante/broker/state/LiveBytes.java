package org.restante.broker.state;

import java.util.Map;
import java.util.TreeMap;
import org.restante.broker.backlog.PackedMessages;

/**
 * How many bytes of waiting messages lie in each stretch of the log, to know what can be trimmed and when copying forward
 * pays. Owned by the broker thread.
 */
public final class LiveBytes {

    private final long stretch;
    private final TreeMap<Long, long[]> byStretch = new TreeMap<>();
    private long total;
    private long recent = -1;
    private long[] recentCounts = {};

    LiveBytes(long stretch) {
        this.stretch = stretch;
    }

    void add(long position, long bytes) {
        long key = position / stretch;
        if (key != recent) {
            recentCounts = byStretch.computeIfAbsent(key, any -> new long[1]);
            recent = key;
        }
        recentCounts[0]++;
        total += bytes;
    }

    void add(PackedMessages packed) {
        if (packed.lowest() / stretch != packed.highest() / stretch) {
            packed.forEach(this::add);
            return;
        }
        add(packed.lowest(), packed.size());
        recentCounts[0] += packed.count() - 1;
    }

    void remove(long position, long bytes) {
        Long key = position / stretch;
        long[] counts = byStretch.get(key);
        if (counts != null && --counts[0] == 0) {
            byStretch.remove(key);
            recent = -1;
        }
        total -= bytes;
    }

    public long total() {
        return total;
    }

    /** The start of the oldest stretch in which something lives, or this if there is none. */
    public long oldest(long otherwise) {
        Map.Entry<Long, long[]> first = byStretch.firstEntry();
        return first == null ? otherwise : first.getKey() * stretch;
    }
}
