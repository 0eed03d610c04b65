package org.restante.log.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;

/**
 * Finds the segments of a journal and the position of the next entry, without changing any file. Owned by the thread that opens or
 * claims the journal.
 *
 * <p>It reads the claim file, the header of every segment and the frames of the last segment; the frames of other segments are verified
 * when they are replayed or read. The trap: lost entries leave zeros, which look like the end of the log. If the claim file or the
 * caller's snapshot contains a higher position than the end found, a new segment is begun, so that no position is used twice.
 */
final class JournalRecovery {
    /** Added to the newest segment's epoch when the claim file is lost. It exceeds the number of claims during one segment. */
    private static final long EPOCHS_SKIPPED = 1 << 20;

    private final Disk disk;
    private final String folder;
    private final JournalOptions options;
    private final RandomGenerator random;
    private final Findings findings;

    JournalRecovery(Disk disk, String folder, JournalOptions options, RandomGenerator random, Findings findings) {
        this.disk = disk;
        this.folder = folder;
        this.options = options;
        this.random = random;
        this.findings = findings;
    }

    Recovered run() throws IOException {
        NavigableMap<Long, @Nullable SegmentHeader> found = headers();
        Claim claim = claim(found);
        Layout layout = new Layout(folder, claim.segmentSize());
        List<Long> spare = new ArrayList<>(found.headMap(claim.first()).keySet());
        NavigableMap<Long, @Nullable SegmentHeader> live = new TreeMap<>(found.tailMap(claim.first(), true));
        while (!live.isEmpty()) {
            long number = live.lastKey();
            try (JournalFrameReader reader = open(layout, claim, number)) {
                int size = size(layout, number);
                SegmentScan scan = SegmentScan.of(reader, layout, number, size);
                boolean empty = scan.frames() == 0 && claim.forced() <= layout.firstIn(number);
                if (!empty || (live.size() == 1 && live.lastEntry().getValue() != null)) {
                    return recovered(layout, claim, live, spare, number, new Tail(reader, scan, size));
                }
            }
            spare.add(number);
            live.remove(number);
        }
        long next = layout.firstIn(Math.max(claim.first(), unusedNumber(layout, claim.forced(), found)));
        String lost = claim.forced() > layout.firstIn(claim.first()) ? cut(claim.first(), -1) : null;
        return new Recovered(layout, claim, new TreeSet<>(), spare, -1, next, next, next, false, lost);
    }

    private record Tail(JournalFrameReader reader, SegmentScan scan, int size) {}

    private Recovered recovered(
            Layout layout,
            Claim claim,
            NavigableMap<Long, @Nullable SegmentHeader> live,
            List<Long> spare,
            long number,
            Tail tail)
            throws IOException {
        reportHeaders(layout, claim, live);
        SegmentScan scan = tail.scan();
        int cut = scan.cut(layout, number, claim.forced());
        for (SegmentScan.Gap gap : scan.gaps()) {
            if (gap.from() < cut) {
                report(layout, number, gap.from(), gap.to(), "no valid frame", tail.reader());
            }
        }
        boolean ended = scan.ended() && cut == scan.end();
        int wipe = ended ? cut : wipeTo(tail, cut, cut < scan.end());
        if (wipe > cut && (cut < scan.end() || tail.reader().isStamped(cut))) {
            report(layout, number, cut, wipe, "torn tail, cut: the last write was not finished", tail.reader());
        }
        long end = layout.position(number, cut);
        long next = nextPosition(layout, claim, number, end, ended, spare);
        TreeSet<Long> numbers = new TreeSet<>(live.keySet());
        long wiped = layout.position(number, wipe);
        long lowest = following(live.firstEntry());
        String lost = lowest > claim.first() ? cut(claim.first(), lowest - 1) : null;
        return new Recovered(layout, claim, numbers, spare, number, end, wiped, next, !ended && next != end, lost);
    }

    /** The position of the next entry, if the last frame of the tail ends at this position. */
    private long nextPosition(Layout layout, Claim claim, long tail, long end, boolean ended, List<Long> spare)
            throws IOException {
        long used = Math.max(claim.forced(), options.usedBefore());
        long following = layout.firstIn(tail + 1);
        if (claim.forced() > end && !(ended && claim.forced() == following)) {
            String reason = "entries that were forced to disk are missing";
            findings.report(new Damage(name(layout, tail), end, claim.forced() - end, reason), null);
        }
        long unused = tail + 1;
        for (long number : spare) {
            unused = Math.max(unused, number + 1);
        }
        if (ended && used <= following) {
            SegmentHeader header = spare.contains(tail + 1) ? header(layout.name(tail + 1)) : null;
            if (header != null && header.number() == tail + 1) {
                return following;
            }
            String reason = "the next segment is missing or has lost its header";
            findings.report(new Damage(name(layout, tail + 1), following, layout.segmentSize(), reason), null);
            return layout.firstIn(unused);
        }
        return !ended && used <= end ? end : layout.firstIn(Math.max(unused, used / layout.segmentSize() + 1));
    }

    /** The end of the bytes that a torn write may have left behind the cut. */
    private static int wipeTo(Tail tail, int cut, boolean framesBehind) throws IOException {
        int to = framesBehind ? tail.scan().end() : cut;
        JournalFrameReader reader = tail.reader();
        for (int at = reader.findStamp(cut, tail.size());
                at >= 0;
                at = reader.findStamp(at + Layout.ALIGNMENT, tail.size())) {
            to = Math.max(to, Math.min(tail.size(), reader.declaredEnd(at)));
        }
        return to;
    }

    /** The number of the next segment, when no segment with entries is left. */
    private long unusedNumber(Layout layout, long forced, NavigableMap<Long, @Nullable SegmentHeader> found) {
        long highest = found.isEmpty() ? -1 : found.lastKey();
        long used = Math.max(forced, options.usedBefore());
        long usedNumber = used == 0 ? -1 : used / layout.segmentSize();
        if (forced > 0 && usedNumber >= 0) {
            String reason = "the segments with the entries are missing";
            findings.report(new Damage(disk.describe(folder), 0, forced, reason), null);
        }
        return Math.max(highest, usedNumber) + 1;
    }

    private Claim claim(NavigableMap<Long, @Nullable SegmentHeader> found) throws IOException {
        Claim claim = ClaimFile.read(disk, folder);
        SegmentHeader newest = null;
        for (SegmentHeader header : found.values()) {
            newest = header == null ? newest : header;
        }
        boolean foreign = claim != null && newest != null && isOfAnotherJournal(claim, found);
        if (claim != null && !foreign) {
            return claim;
        }
        long first = found.isEmpty() ? 0 : found.firstKey();
        if (newest == null) {
            return new Claim(random.nextLong(), 0, first, 0, options.segmentSize());
        }
        String reason = "the claim file is "
                + (foreign ? "of another journal than all segments" : "missing or unreadable")
                + "; it is created again from the headers of the segments";
        findings.report(new Damage(disk.describe(folder), 0, 0, reason), null);
        return new Claim(newest.journalId(), newest.epoch() + EPOCHS_SKIPPED, first, 0, newest.segmentSize());
    }

    /** Whether all segments are of one journal, and the claim is of another one. */
    private static boolean isOfAnotherJournal(Claim claim, NavigableMap<Long, @Nullable SegmentHeader> found) {
        long[] ids = found.values().stream()
                .filter(Objects::nonNull)
                .mapToLong(SegmentHeader::journalId)
                .distinct()
                .toArray();
        return ids.length == 1 && ids[0] != claim.journalId();
    }

    private NavigableMap<Long, @Nullable SegmentHeader> headers() throws IOException {
        NavigableMap<Long, @Nullable SegmentHeader> found = new TreeMap<>();
        for (String name : disk.list(folder)) {
            OptionalLong number = Layout.number(name);
            if (number.isPresent()) {
                SegmentHeader header = header(folder + "/" + name);
                boolean own = header != null && header.number() == number.getAsLong();
                found.put(number.getAsLong(), own ? header : null);
            }
        }
        return found;
    }

    private @Nullable SegmentHeader header(String name) throws IOException {
        try (DiskFile file = disk.open(name)) {
            return SegmentHeader.read(file);
        }
    }

    private void reportHeaders(Layout layout, Claim claim, NavigableMap<Long, @Nullable SegmentHeader> live) {
        long expected = claim.first();
        for (Map.Entry<Long, @Nullable SegmentHeader> segment : live.entrySet()) {
            long number = segment.getKey();
            SegmentHeader header = segment.getValue();
            if (header == null) {
                String reason = "the segment's header is unreadable; its frames are read without it";
                findings.report(
                        new Damage(name(layout, number), layout.position(number, 0), SegmentHeader.SIZE, reason), null);
            }
            long missing = following(segment) - expected;
            if (missing > 0) {
                long length = missing * layout.segmentSize();
                String reason = missing == 1 ? "the segment is missing" : missing + " segments are missing";
                findings.report(new Damage(name(layout, expected), layout.position(expected, 0), length, reason), null);
            }
            expected = number + 1;
        }
    }

    /** The number that follows the segment that was in use before this one. */
    private static long following(Map.Entry<Long, @Nullable SegmentHeader> segment) {
        SegmentHeader header = segment.getValue();
        return header == null ? segment.getKey() : Math.min(segment.getKey(), header.previous() + 1);
    }

    /** @param last the number of the last segment missing; -1 if all are */
    private String cut(long first, long last) {
        String which = last < 0
                ? "all segments are missing"
                : first == last
                        ? "segment " + first + " is missing"
                        : "segments " + first + " to " + last + " are missing";
        return "the journal in " + disk.describe(folder) + " was not trimmed beyond segment " + first + ", but " + which
                + ": something other than the broker has deleted them, or a copy of the folder is not complete";
    }

    private void report(Layout layout, long number, int from, int to, String reason, JournalFrameReader reader)
            throws IOException {
        Damage damage = new Damage(name(layout, number), layout.position(number, from), (long) to - from, reason);
        findings.report(damage, reader.raw(from, to - from));
    }

    private String name(Layout layout, long number) {
        return disk.describe(layout.name(number));
    }

    private JournalFrameReader open(Layout layout, Claim claim, long number) throws IOException {
        return JournalFrameReader.open(disk, layout, claim.journalId(), number);
    }

    private int size(Layout layout, long number) throws IOException {
        try (DiskFile file = disk.open(layout.name(number))) {
            return (int) Math.min(layout.segmentSize(), file.size());
        }
    }
}
