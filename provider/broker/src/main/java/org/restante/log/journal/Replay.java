package org.restante.log.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.NavigableSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.disk.Disk;
import org.restante.log.EntryVisitor;

/** One pass over the entries in order, through files of its own. Owned by the calling thread. */
final class Replay {
    private final Disk disk;
    private final Recovered recovered;
    private final Layout layout;
    private final NavigableSet<Long> live;
    private final LongSupplier first;
    private final Findings findings;
    private final long end;

    Replay(Disk disk, Recovered recovered, NavigableSet<Long> live, LongSupplier first, long end, Findings findings) {
        this.disk = disk;
        this.recovered = recovered;
        this.layout = recovered.layout();
        this.live = live;
        this.first = first;
        this.end = end;
        this.findings = findings;
    }

    void run(long from, EntryVisitor visitor) throws IOException {
        long start = Math.max(from, first.getAsLong());
        for (long number : live.tailSet(layout.numberAt(start), true)) {
            if (layout.firstIn(number) >= end) {
                return;
            }
            try (JournalFrameReader reader =
                    JournalFrameReader.open(disk, layout, recovered.claim().journalId(), number)) {
                if (!replaySegment(reader, number, start, visitor)) {
                    return;
                }
            } catch (NoSuchFileException e) {
                report(number, 0, layout.segmentSize(), "the segment is missing", null);
            }
        }
    }

    /** Visits the entries of one segment; returns false if the visitor has stopped the replay. */
    private boolean replaySegment(JournalFrameReader reader, long number, long start, EntryVisitor visitor)
            throws IOException {
        int limit = limit(number);
        int offset = SegmentHeader.SIZE;
        while (offset < limit && offset <= layout.segmentSize() - Frames.HEADER) {
            if (!reader.readFrame(offset)) {
                int next = reader.findFrame(offset, limit);
                int to = next < 0 ? limit : next;
                report(number, offset, to, "no valid frame", reader);
                offset = to;
                continue;
            }
            if (reader.isEnd()) {
                return true;
            }
            long position = layout.position(number, offset);
            int size = reader.size();
            if (position >= start && !visitor.visit(position, reader.content())) {
                return false;
            }
            offset += size;
        }
        return true;
    }

    private int limit(long number) {
        if (number == recovered.tail() && recovered.seal()) {
            return layout.offsetAt(recovered.end());
        }
        return layout.numberAt(end) == number ? layout.offsetAt(end) : layout.segmentSize();
    }

    /** A segment that is trimmed during the replay may have been recycled already; that is not damage. */
    private void report(long number, int from, int to, String reason, @Nullable JournalFrameReader reader)
            throws IOException {
        if (layout.position(number, 0) < first.getAsLong() - SegmentHeader.SIZE) {
            return;
        }
        String where = disk.describe(layout.name(number));
        Damage damage = new Damage(where, layout.position(number, from), (long) to - from, reason);
        findings.report(damage, reader == null ? null : reader.raw(from, to - from));
    }
}
