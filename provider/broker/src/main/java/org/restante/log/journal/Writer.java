package org.restante.log.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.restante.disk.DiskFile;
import org.restante.log.Keep;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.StaleOwnerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts entries on the disk, a group at a time: all that is queued goes out in one write (one per {@link #BUFFER} bytes), one
 * force follows if any of them is to be synced, then their stages complete, in order. Owned by the writer thread.
 *
 * <p>The trap: a written entry completes before the force only if no synced one is before it in its group.
 */
final class Writer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int BUFFER = 1 << 20;
    private static final long GROUP = 4 << 20;

    private final AppendQueue queue;
    private final PreparedSpace room;
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
            PreparedSpace room,
            ClaimFile claim,
            Layout layout,
            NavigableSet<Long> live,
            AtomicLong end) {
        this.queue = queue;
        this.room = room;
        this.claim = claim;
        this.layout = layout;
        this.frames = new Frames(claim.current().journalId());
        this.live = live;
        this.end = end;
        this.buffer = ByteBuffer.allocateDirect(Math.min(BUFFER, layout.segmentSize()));
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
            if (claim.isStale()) {
                throw new StaleOwnerException("Another owner has claimed the journal in " + layout.folder()
                        + "; this one, of epoch " + claim.current().epoch() + ", may append no more");
            }
            writeGroup(pending);
        }
    }

    /** Writes and completes entries from the front of the pending chain, as many as there is room for at once. */
    private void writeGroup(Appended from) throws IOException {
        if (!room.await(endOf(from)) && room.broken() == null) {
            throw new LogFailedException(
                    "The journal in " + layout.folder() + " was closed while the disk was full", null);
        }
        IOException broken = room.broken();
        if (broken != null) {
            throw broken;
        }
        long bytes = 0;
        boolean sync = false;
        Appended stop = from;
        do {
            put(stop);
            bytes += stop.entry.length;
            sync |= stop.keep == Keep.SYNCED;
            stop = stop.next;
        } while (stop != null && bytes < GROUP && room.isReady(endOf(stop)));
        flush();
        if (sync) {
            completeWritten();
            force();
        }
        end.set(position());
        room.written(position());
        while (pending != null && pending != stop) {
            complete(pending);
        }
    }

    /** Completes what comes before the first entry that is to be synced. */
    private void completeWritten() {
        while (pending != null && pending.keep == Keep.WRITTEN) {
            end.set(pending.position + Frames.size(pending.entry.length));
            complete(pending);
        }
    }

    private void complete(Appended oldest) {
        pending = oldest.next;
        queue.done(oldest.entry.length);
        oldest.finish();
    }

    private boolean rolls(Appended appended) {
        return offset + Frames.size(appended.entry.length) > layout.segmentSize();
    }

    /** The position up to which there must be room for this entry. */
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
        file = Objects.requireNonNull(room.take(number), "prepared segment");
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
        LogException why = cause instanceof LogException known
                ? known
                : new LogFailedException(
                        "Writing to the journal in " + layout.folder() + " failed: " + cause
                                + ". Nothing more is appended until it is opened again",
                        cause);
        failure = why;
        room.broke(why);
        LOG.error("The journal accepts no more entries", why);
        failPending(why);
        pending = queue.close();
        failPending(why);
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("Closing a segment of the failed journal failed too", e);
        }
    }

    private void failPending(LogException why) {
        while (pending != null) {
            pending.refusal = why;
            complete(pending);
        }
    }
}
