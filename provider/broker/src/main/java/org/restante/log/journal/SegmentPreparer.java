package org.restante.log.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes space ahead of the writer, so that a write changes no file's size and meets no full disk: zeroes new segments step
 * by step, puts trimmed segments to use again, deletes those too many. Owned by the preparer thread, once that is started.
 *
 * <p>Two traps. A segment may be taken into use only when its header and its name are safe, for its frames count on both.
 * And it has files of its own: the system tells of a failed force once for each opening of a file, and a failure that the
 * preparer was told of must reach the writer too.
 */
final class SegmentPreparer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentPreparer.class);
    private static final int SPARES_KEPT = 1;
    /** Zeros are forced to the disk in portions of this many steps, so that no later force has to wait for more. */
    private static final int STEPS_PER_FORCE = 4;

    private final Disk disk;
    private final Layout layout;
    private final ClaimFile claim;
    private final PreparedSpace room;
    private final ByteBuffer zeros;
    private final NavigableSet<Long> spare;
    private final Queue<Long> trimmed = new ConcurrentLinkedQueue<>();

    private @Nullable DiskFile file;
    private long number;
    private long previous;
    private int filled;
    private int unforced;
    private volatile long first;
    private volatile boolean stopping;

    SegmentPreparer(Disk disk, Layout layout, ClaimFile claim, PreparedSpace room, Recovered recovered) {
        this.disk = disk;
        this.layout = layout;
        this.claim = claim;
        this.room = room;
        this.zeros = ByteBuffer.allocateDirect(room.step());
        this.spare = new ConcurrentSkipListSet<>(recovered.spare());
        this.number = layout.numberAt(recovered.next()) - 1;
        this.previous = recovered.tail();
        this.filled = layout.segmentSize();
    }

    /** Goes on preparing in the tail, of which this many bytes are there. Before the thread is started. */
    void resume(long tail, int size) throws IOException {
        number = tail;
        previous = tail;
        file = disk.open(layout.name(tail));
        filled = size;
        room.offer(tail, disk.open(layout.name(tail)));
        room.prepared(layout.position(tail, size));
    }

    @Override
    public void run() {
        try {
            work();
        } catch (RuntimeException | Error e) {
            room.broke(new IOException("Preparing space failed unexpectedly", e));
        }
    }

    private void work() {
        while (!stopping && room.broken() == null) {
            boolean recycled = tryRecycle();
            boolean prepared = room.prepared() >= room.wanted() || tryPrepare();
            if (!recycled || !prepared || room.prepared() >= room.wanted()) {
                room.awaitWork();
            }
        }
        tryRecycle(); // so that what was trimmed before the journal was closed is so when it is opened again
    }

    /** How many segments lie ready to be used again. Any thread may ask. */
    int spares() {
        return spare.size();
    }

    /** Closes the files that the preparer has open; once the thread has run out. */
    void closeFile() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** Lets the thread run out. */
    void stop() {
        stopping = true;
        room.ask();
    }

    /** Puts segments in which nothing lives at the preparer's disposal. Any thread may call. */
    void trimmed(Collection<Long> segments, long newFirst) {
        first = newFirst; // before the segments, so that the claim never says less than what is put to use
        trimmed.addAll(segments);
        room.ask();
    }

    /** Prepares one step; false if that failed, which is to be tried again. */
    boolean tryPrepare() {
        try {
            prepare();
            room.free(disk.freeBytes());
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    private void failed(IOException why) {
        try {
            room.free(disk.freeBytes());
        } catch (IOException e) {
            why.addSuppressed(e);
            room.broke(why);
        }
        if (room.broken() == null && !room.isFull()) {
            LOG.warn(
                    "No room for more entries in {}: only what frees room is accepted until there is; trying again"
                            + " every second",
                    disk.describe(layout.folder()),
                    why);
        }
        room.exhausted();
    }

    private void force(DiskFile forced) throws IOException {
        try {
            forced.force();
        } catch (IOException e) {
            room.broke(e);
            throw e;
        }
    }

    private void syncFolder() throws IOException {
        try {
            disk.syncFolder(layout.folder());
        } catch (IOException e) {
            room.broke(e);
            throw e;
        }
    }

    private void prepare() throws IOException {
        if (file == null || filled >= layout.segmentSize()) {
            nextSegment();
            return;
        }
        int bytes = Math.min(room.step(), layout.segmentSize() - filled);
        file.write(zeros.clear().limit(bytes), filled);
        filled += bytes;
        unforced++;
        if (unforced >= STEPS_PER_FORCE || filled == layout.segmentSize()) {
            force(file);
            unforced = 0;
        }
        room.prepared(layout.position(number, filled));
    }

    private void nextSegment() throws IOException {
        long next = number + 1;
        String name = layout.name(next);
        if (spare.isEmpty()) {
            disk.create(name).close();
        } else if (!spare.contains(next)) {
            disk.rename(layout.name(spare.first()), name);
            spare.pollFirst();
        }
        spare.add(next); // so that a failure below finds it again
        DiskFile opened = disk.open(name);
        try {
            long epoch = claim.current().epoch();
            SegmentHeader header =
                    new SegmentHeader(claim.current().journalId(), next, epoch, previous, layout.segmentSize());
            opened.write(header.encode(), 0);
            force(opened);
            syncFolder();
            filled = (int) Math.min(layout.segmentSize(), opened.size()) & -Layout.ALIGNMENT;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        DiskFile forWriter = disk.open(name);
        spare.remove(next);
        closeFile();
        file = opened;
        number = next;
        previous = next;
        unforced = 0;
        room.offer(next, forWriter);
        room.prepared(layout.position(next, filled));
    }

    /** Takes over what was trimmed; false if that failed, which is to be tried again. */
    private boolean tryRecycle() {
        try {
            int covered = trimmed.size(); // what is added from here on may lie behind what the claim is about to say
            if (covered > 0) {
                claim.update(now -> now.withFirst(first));
                for (int i = 0; i < covered; i++) {
                    spare.add(trimmed.remove());
                }
            }
            while (spare.size() > SPARES_KEPT) {
                disk.delete(layout.name(spare.first()));
                spare.pollFirst();
            }
            return true;
        } catch (IOException e) {
            LOG.warn("Trimmed segments of {} could not be put to use again", disk.describe(layout.folder()), e);
            return false;
        }
    }
}
