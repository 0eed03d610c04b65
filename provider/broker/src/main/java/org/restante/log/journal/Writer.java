package org.restante.log.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.restante.disk.DiskFile;
import org.restante.disk.FileProblem;
import org.restante.log.Keep;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.StaleOwnerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: writes all queued entries together (one write for each {@link #BUFFER_BYTES} bytes), forces once if one of them must be
 * synced, then completes their stages in order. Owned by the writer thread.
 *
 * <p>The trap: a written entry completes before the force only if no synced entry is before it in its group.
 */
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int BUFFER_BYTES = 1 << 20;
    private static final long GROUP_BYTES = 4 << 20;

    private final AppendQueue queue;
    private final PreparedSpace space;
    private final ClaimFile claim;
    private final Layout layout;
    private final Frames frames;
    private final NavigableSet<Long> live;
    private final AtomicLong end;
    private final ByteBuffer buffer;
    private final ForceTimes forceTimes = new ForceTimes();

    private @Nullable DiskFile file;
    private long number;
    private int offset;
    private long forced;
    private int buffered;
    private @Nullable Appended pending;
    private volatile @Nullable LogException failure;

    Writer(
            AppendQueue queue,
            PreparedSpace space,
            ClaimFile claim,
            Layout layout,
            NavigableSet<Long> live,
            AtomicLong end) {
        this.queue = queue;
        this.space = space;
        this.claim = claim;
        this.layout = layout;
        this.frames = new Frames(claim.current().journalId());
        this.live = live;
        this.end = end;
        this.buffer = ByteBuffer.allocateDirect(Math.min(BUFFER_BYTES, layout.segmentSize()));
        this.number = layout.numberAt(end.get());
        this.offset = layout.offsetAt(end.get());
        this.forced = end.get();
    }

    @Nullable
    LogException failure() {
        return failure;
    }

    ForceTimes forceTimes() {
        return forceTimes;
    }

    @Override
    public void run() {
        try {
            for (pending = queue.take(); pending != null; pending = queue.take()) {
                writeAll();
            }
            pending = queue.close();
            writeAll();
            finish();
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private void writeAll() throws IOException {
        while (pending != null) {
            checkOwner(); // before: what a newer owner has written here must not be overwritten
            writeGroup(pending);
        }
    }

    private void checkOwner() throws IOException {
        if (claim.isStale()) {
            throw new StaleOwnerException("Another owner has claimed the journal in " + layout.folder()
                    + "; the owner of epoch " + claim.current().epoch() + " may not append any more");
        }
    }

    /** Writes and completes entries from the front of the pending chain, as many as the prepared space allows. */
    private void writeGroup(Appended from) throws IOException {
        if (!space.await(endOf(from)) && space.failure() == null) {
            String obstacle = space.obstacle();
            throw new LogFailedException(
                    "The journal in " + layout.folder() + " was closed while "
                            + (obstacle == null ? "the disk was full" : "no space could be prepared: " + obstacle),
                    null);
        }
        IOException failed = space.failure();
        if (failed != null) {
            throw failed;
        }
        long bytes = 0;
        boolean sync = false;
        Appended stop = from;
        do {
            put(stop);
            bytes += stop.entry.length;
            sync |= stop.keep == Keep.SYNCED;
            stop = stop.next;
        } while (stop != null && bytes < GROUP_BYTES && space.isReady(endOf(stop)));
        flush();
        checkOwner(); // behind: an owner that claimed before this may not have seen what was written
        if (sync) {
            completeWritten();
            force();
        }
        end.set(position());
        space.setWritten(position());
        while (pending != null && pending != stop) {
            complete(pending);
        }
    }

    /** Completes the entries before the first one that must be synced. */
    private void completeWritten() {
        while (pending != null && pending.keep == Keep.WRITTEN) {
            end.set(pending.position + Frames.size(pending.entry.length));
            complete(pending);
        }
    }

    private void complete(Appended oldest) {
        pending = oldest.next;
        queue.release(oldest.entry.length);
        oldest.finish();
    }

    private boolean rolls(Appended appended) {
        return offset + Frames.size(appended.entry.length) > layout.segmentSize();
    }

    /** The position up to which space must be prepared for this entry. */
    private long endOf(Appended appended) {
        long at = rolls(appended) ? layout.firstIn(number + 1) : position();
        return at + Frames.size(appended.entry.length);
    }

    private void put(Appended appended) throws IOException {
        if (file == null) {
            begin();
        }
        if (rolls(appended)) {
            roll();
        }
        appended.position = position();
        putFrame(Frames.ENTRY, appended.entry);
    }

    private void roll() throws IOException {
        DiskFile full = Objects.requireNonNull(file);
        if (offset <= layout.segmentSize() - Frames.HEADER) {
            putFrame(Frames.END, new byte[0]);
        }
        flush();
        full.force();
        full.close();
        number++;
        offset = SegmentHeader.SIZE;
        begin();
    }

    private void begin() {
        file = Objects.requireNonNull(space.takeFile(number), "prepared segment");
        forced = position();
        buffered = offset;
        live.add(number);
    }

    private void putFrame(int type, byte[] content) throws IOException {
        reserve(Frames.HEADER);
        int back = (int) (position() - forced);
        frames.putHeader(buffer, position(), frames.mark(number, type), back, content);
        int done = 0;
        while (done < content.length) {
            reserve(1);
            int part = Math.min(buffer.remaining(), content.length - done);
            buffer.put(content, done, part);
            done += part;
        }
        for (int pad = Frames.size(done) - Frames.HEADER - done; pad > 0; pad--) {
            reserve(1);
            buffer.put((byte) 0);
        }
        offset += Frames.size(content.length);
    }

    private void reserve(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        int bytes = buffer.remaining();
        if (bytes > 0) {
            Objects.requireNonNull(file).write(buffer, buffered);
            buffered += bytes;
        }
        buffer.clear();
    }

    private void force() throws IOException {
        long began = System.nanoTime();
        Objects.requireNonNull(file).force();
        forceTimes.add(System.nanoTime() - began);
        forced = position();
    }

    private long position() {
        return layout.position(number, offset);
    }

    private void finish() throws IOException {
        if (file != null) {
            force();
            file.close();
        }
        claim.update(now -> now.withForced(position()));
        failure = new LogFailedException("The journal in " + layout.folder() + " is closed", null);
    }

    private void fail(Throwable cause) {
        LogException reason = cause instanceof LogException known
                ? known
                : new LogFailedException(
                        "Writing to the journal in " + layout.folder() + " failed: "
                                + (cause instanceof IOException e
                                        ? FileProblem.reason(e)
                                        : "the writing thread ends by a defect")
                                + ". No entry is appended until it is opened again",
                        cause);
        failure = reason;
        space.fail(reason);
        LOG.error("The journal accepts no more entries until it is opened again", reason);
        failPending(reason);
        pending = queue.close();
        failPending(reason);
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("A segment of the failed journal could not be closed", e);
        }
    }

    private void failPending(LogException reason) {
        while (pending != null) {
            pending.refusal = reason;
            complete(pending);
        }
    }
}
