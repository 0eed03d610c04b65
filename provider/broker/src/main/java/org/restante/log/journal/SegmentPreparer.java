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
import org.restante.disk.FileProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares space ahead of the writer, so that no write changes a file's size or fails on a full disk: zeroes new segments in steps,
 * recycles trimmed segments, deletes surplus ones. Owned by the preparer thread, once it is started.
 *
 * <p>Two traps. A segment may be used only after its header and its name are forced, because recovery relies on both. And the preparer
 * must have open files of its own: the operating system reports a failed force only once for each open file, so with a shared file a
 * failure reported to the preparer would never reach the writer.
 */
final class SegmentPreparer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentPreparer.class);
    private static final int SPARES_KEPT = 1;

    /** Zeros are forced after every so many steps, so that no later force has to wait for more zeros than these. */
    private static final int STEPS_PER_FORCE = 4;

    private final Disk disk;
    private final Layout layout;
    private final ClaimFile claim;
    private final PreparedSpace space;
    private final ByteBuffer zeros;
    private final NavigableSet<Long> spare;
    private final Queue<Long> trimmed = new ConcurrentLinkedQueue<>();

    /** Made beforehand: without memory no other exception can be made, and the writer would wait for ever. */
    private final IOException noMemory = new IOException("the thread that prepares space had no memory left");

    private @Nullable DiskFile file;
    private long number;
    private long previous;
    private int filled;
    private int unforcedSteps;
    private @Nullable String reported;
    private volatile long first;
    private volatile boolean stopping;

    SegmentPreparer(Disk disk, Layout layout, ClaimFile claim, PreparedSpace space, Recovered recovered) {
        this.disk = disk;
        this.layout = layout;
        this.claim = claim;
        this.space = space;
        this.zeros = ByteBuffer.allocateDirect(space.step());
        this.spare = new ConcurrentSkipListSet<>(recovered.spare());
        this.number = layout.numberAt(recovered.next()) - 1;
        this.previous = recovered.tail();
        this.filled = layout.segmentSize();
    }

    /** Continues in the tail segment, whose file has this size. Called before the thread is started. */
    void resume(long tail, int size) throws IOException {
        number = tail;
        previous = tail;
        file = disk.open(layout.name(tail));
        filled = size;
        space.offerFile(tail, disk.open(layout.name(tail)));
        space.setPrepared(layout.position(tail, size));
    }

    @Override
    public void run() {
        try {
            work();
        } catch (RuntimeException | Error e) {
            space.fail(
                    e instanceof OutOfMemoryError
                            ? noMemory
                            : new IOException("Preparing space failed unexpectedly", e));
        }
    }

    private void work() {
        while (!stopping && space.failure() == null) {
            boolean recycled = tryRecycle();
            boolean prepared = space.prepared() >= space.target() || tryPrepare();
            if (!recycled || !prepared || space.prepared() >= space.target()) {
                space.awaitWork();
            }
        }
        tryRecycle(); // so that segments trimmed before the journal is closed are trimmed when it is opened again
    }

    /** The number of spare segments. Any thread may call. */
    int spares() {
        return spare.size();
    }

    /** Closes the open file. Called after the thread has ended. */
    void closeFile() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** Ends the thread after its current step. */
    void stop() {
        stopping = true;
        space.wakePreparer();
    }

    /** Hands over trimmed segments, to be recycled or deleted. Any thread may call. */
    void recycle(Collection<Long> segments, long newFirst) {
        first = newFirst; // before the segments are added, so that none is recycled before the claim excludes it
        trimmed.addAll(segments);
        space.wakePreparer();
    }

    /** Prepares one step; returns false if it failed, for a later retry. */
    boolean tryPrepare() {
        try {
            prepare();
            reported = null;
            space.setFree(disk.freeBytes());
            return true;
        } catch (IOException e) {
            if (space.failure() == null && filled < layout.segmentSize() && deleteSpare(0)) {
                return true; // the segment that is half prepared needs the space
            }
            prepareFailed(e);
            return false;
        }
    }

    /** Deletes the first spare segment if there are more than so many. */
    private boolean deleteSpare(int kept) {
        if (spare.size() <= kept) {
            return false;
        }
        try {
            disk.delete(layout.name(spare.first()));
            spare.pollFirst();
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "A trimmed segment of {} could not be deleted; this is tried again",
                    disk.describe(layout.folder()),
                    e);
            return false;
        }
    }

    private void prepareFailed(IOException failure) {
        try {
            space.setFree(disk.freeBytes());
        } catch (IOException e) {
            failure.addSuppressed(e);
            if (!FileProblem.isOutOfHandles(failure) && !FileProblem.isOutOfHandles(e)) {
                space.fail(failure);
            }
        }
        String reason = FileProblem.isOutOfSpace(failure) ? "the disk is full" : FileProblem.reason(failure);
        if (space.failure() == null && !reason.equals(reported)) {
            reported = reason;
            LOG.warn(
                    "No space can be prepared in {}: {}. Until it can, only entries that free space are accepted; preparing is tried"
                            + " again every second",
                    disk.describe(layout.folder()),
                    reason,
                    failure);
        }
        space.setFull(FileProblem.isOutOfSpace(failure) ? null : reason);
    }

    private void force(DiskFile forced) throws IOException {
        try {
            forced.force();
        } catch (IOException e) {
            space.fail(e);
            throw e;
        }
    }

    private void syncFolder() throws IOException {
        try {
            disk.syncFolder(layout.folder());
        } catch (IOException e) {
            boolean isOpened = !FileProblem.isOutOfHandles(e); // else nothing is lost that was to be forced
            if (isOpened) {
                space.fail(e);
            }
            throw e;
        }
    }

    private void prepare() throws IOException {
        if (file == null || filled >= layout.segmentSize()) {
            nextSegment();
            return;
        }
        int bytes = Math.min(space.step(), layout.segmentSize() - filled);
        file.write(zeros.clear().limit(bytes), filled);
        filled += bytes;
        unforcedSteps++;
        if (unforcedSteps >= STEPS_PER_FORCE || filled == layout.segmentSize()) {
            force(file);
            unforcedSteps = 0;
        }
        space.setPrepared(layout.position(number, filled));
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
        spare.add(next); // so that a retry after a failure below finds it
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
        unforcedSteps = 0;
        space.offerFile(next, forWriter);
        space.setPrepared(layout.position(next, filled));
    }

    /** Records the trim in the claim, then recycles or deletes the segments; returns false if it failed, for a later retry. */
    private boolean tryRecycle() {
        try {
            int covered = trimmed.size(); // segments added from now on may not be covered by the claim written below
            if (covered > 0) {
                claim.update(now -> now.withFirst(first));
                for (int i = 0; i < covered; i++) {
                    spare.add(trimmed.remove());
                }
            }
            boolean deleted = false;
            while (deleteSpare(SPARES_KEPT)) {
                deleted = true;
            }
            if (covered > 0 || deleted) {
                space.setFreed(disk.freeBytes());
            }
            return spare.size() <= SPARES_KEPT;
        } catch (IOException e) {
            LOG.warn(
                    "Trimmed segments of {} could not be recycled; this is tried again",
                    disk.describe(layout.folder()),
                    e);
            return false;
        }
    }
}
