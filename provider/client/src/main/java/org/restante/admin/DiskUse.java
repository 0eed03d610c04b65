package org.restante.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;

/**
 * The use of a broker's disk, and the reason why it cannot use less: in numbers, and in sentences for people.
 * Immutable.
 *
 * @param holders the queues and subscriptions whose messages wait in the oldest segment that has waiting messages, the
 *     most bytes first
 */
public record DiskUse(DiskStatus status, List<Reply.Holder> holders) {

    private static final int MAX_NAMED = 3;

    public DiskUse {
        holders = List.copyOf(holders);
    }

    /** The use of the disk in sentences, one per line. */
    public List<String> words() {
        List<String> lines = new ArrayList<>();
        long segments = segmentOf(status.end()) - segmentOf(status.first()) + 1;
        lines.add("the log has " + size(status.end() - status.first()) + " in " + segments + " segments of "
                + size(status.segment()) + "; " + size(status.live()) + " of it are waiting messages");
        lines.add("files take " + size(status.logFiles()) + " for the log, " + size(status.snapshotFiles())
                + " for snapshots");
        if (status.free() >= 0) {
            lines.add(size(status.free()) + " of the disk are free; " + size(status.reserve())
                    + " of the prepared files are reserved for acknowledgements");
        }
        if (status.full()) {
            lines.add("the disk is full, or gives no space for another reason: sends are refused until there is space;"
                    + " consume messages, or free disk space");
        }
        lines.addAll(why());
        return List.copyOf(lines);
    }

    /** The reason why the oldest segment cannot be deleted, or the time at which it will be. */
    private List<String> why() {
        long first = segmentOf(status.first());
        long oldest = segmentOf(status.oldestLive());
        List<String> lines = new ArrayList<>();
        if (first == segmentOf(status.end())) {
            lines.add("segment " + first + " is the only one, and is being written");
            return lines;
        }
        if (oldest <= first) {
            for (Reply.Holder holder : holders.subList(0, Math.min(MAX_NAMED, holders.size()))) {
                lines.add("segment " + oldest + " is held by " + words(holder));
            }
            if (holders.size() > MAX_NAMED) {
                lines.add("and by messages of " + (holders.size() - MAX_NAMED) + " other queues or subscriptions");
            }
            lines.add("they are copied forward when the log has more than "
                    + size(2 * status.live() + 4 * status.segment()) + ", so that the segment can be deleted");
        }
        if (status.covered() < (first + 1) * status.segment()) {
            lines.add("segment " + first + " is deleted when two snapshots cover it; the next one is due after "
                    + size(status.nextSnapshot()) + " more");
        } else if (oldest > first) {
            long until = Math.min(oldest, segmentOf(Math.min(status.covered(), status.end())));
            lines.add("segments " + first + " to " + (until - 1)
                    + " hold no waiting messages and are deleted with the next snapshot, after "
                    + size(status.nextSnapshot())
                    + " more");
        }
        return lines;
    }

    private long segmentOf(long position) {
        return position / status.segment();
    }

    private static String words(Reply.Holder holder) {
        String name = holder.subscription() == null
                ? holder.destination().toString()
                : "the subscription '" + holder.subscription() + "' of " + holder.destination()
                        + (holder.clientId() == null ? "" : " (client identifier '" + holder.clientId() + "')");
        return holder.messages() + " messages (" + size(holder.bytes()) + ") of " + name + ", the oldest from "
                + Instant.ofEpochMilli(holder.oldest());
    }

    /** A size with a binary unit. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double shown = bytes;
        String unit = "";
        for (String next : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
            if (shown >= 1024) {
                shown /= 1024;
                unit = next;
            }
        }
        return String.format(Locale.ROOT, "%.1f %s", shown, unit);
    }
}
