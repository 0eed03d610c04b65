package org.restante.log.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.disk.Disk;
import org.restante.disk.FileProblem;
import org.restante.log.DamagedEntryException;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.LogFullException;
import org.restante.log.NoSuchEntryException;
import org.restante.thread.Threads;

/**
 * Reads single entries, on one thread of its own, through files of its own. Owned by that thread, except {@link #read} and {@link
 * #close}, which any thread may call.
 *
 * <p>Bounded: at most {@value #MAX_WAITING} reads wait, further ones are refused; at most {@value #MAX_OPEN} files stay open; the large
 * entries read last are cached, at most {@value #MAX_CACHED_BYTES} bytes of them, but always the last one.
 */
final class EntryReader {
    private static final int MAX_WAITING = 1 << 16;
    private static final int MAX_OPEN = 16;
    private static final int WINDOW_BYTES = 16 << 10;
    private static final int MIN_CACHED_BYTES = 8 << 10;
    private static final long MAX_CACHED_BYTES = 4 << 20;

    private final Disk disk;
    private final Layout layout;
    private final long journalId;
    private final LongSupplier first;
    private final LongSupplier end;
    private final Findings findings;
    private final ThreadPoolExecutor thread;
    private final Map<Long, JournalFrameReader> readers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, byte[]> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;

    EntryReader(Disk disk, Recovered recovered, LongSupplier first, LongSupplier end, Findings findings) {
        this.disk = disk;
        this.layout = recovered.layout();
        this.journalId = recovered.claim().journalId();
        this.first = first;
        this.end = end;
        this.findings = findings;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                Threads.daemons("restante-journal-reader"));
    }

    CompletionStage<byte[]> read(long position) {
        CompletableFuture<byte[]> stage = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    stage.complete(readNow(position));
                } catch (IOException e) {
                    stage.completeExceptionally(
                            FileProblem.isOutOfHandles(e)
                                    ? new LogFullException(
                                            "this process has too many open files to read " + layout.folder())
                                    : e);
                } catch (RuntimeException | Error e) {
                    stage.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            stage.completeExceptionally(
                    thread.isShutdown()
                            ? new LogFailedException("The journal in " + layout.folder() + " is closed", null)
                            : new LogFullException(MAX_WAITING + " reads of " + layout.folder() + " wait already"));
        }
        return stage;
    }

    /** Finishes the queued reads, then closes the files. */
    void close() {
        thread.shutdown();
        Threads.uninterruptibly(() -> thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
        readers.values().forEach(this::closeQuietly); // here, as the queue of the thread may be full of reads
    }

    private byte[] readNow(long position) throws IOException {
        if (position < first.getAsLong() || position >= end.getAsLong() || position % Layout.ALIGNMENT != 0) {
            throw noSuchEntry(position);
        }
        byte[] cached = cache.get(position);
        if (cached != null) {
            return cached;
        }
        long number = layout.numberAt(position);
        int offset = layout.offsetAt(position);
        JournalFrameReader reader = readers.get(number);
        if (reader == null || !readEntry(reader, offset)) {
            reader = reopen(number, position);
            if (!readEntry(reader, offset)) {
                throw damaged(position, "no valid entry begins here", reader.raw(offset, Frames.HEADER));
            }
        }
        byte[] content = reader.content();
        keep(position, content);
        return content;
    }

    private static boolean readEntry(JournalFrameReader reader, int offset) throws IOException {
        reader.refresh();
        return reader.readFrame(offset) && !reader.isEnd();
    }

    private JournalFrameReader reopen(long number, long position) throws IOException {
        JournalFrameReader old = readers.remove(number);
        if (old != null) {
            closeQuietly(old);
        }
        try {
            JournalFrameReader reader =
                    new JournalFrameReader(disk.open(layout.name(number)), layout, journalId, number, WINDOW_BYTES);
            readers.put(number, reader);
            if (readers.size() > MAX_OPEN) {
                Iterator<JournalFrameReader> oldest = readers.values().iterator();
                closeQuietly(oldest.next());
                oldest.remove();
            }
            return reader;
        } catch (NoSuchFileException e) {
            throw damaged(position, "the segment is missing", null);
        }
    }

    /** A segment that is trimmed during the read may have been recycled already; that is not damage. */
    private LogException damaged(long position, String reason, byte @Nullable [] bytes) {
        if (position < first.getAsLong()) {
            return noSuchEntry(position);
        }
        String where = disk.describe(layout.name(layout.numberAt(position)));
        findings.report(new Damage(where, position, bytes == null ? 0 : bytes.length, reason), bytes);
        return new DamagedEntryException(
                "The entry at position " + position + " in " + where + " is damaged: " + reason);
    }

    private NoSuchEntryException noSuchEntry(long position) {
        return new NoSuchEntryException("The journal in " + layout.folder() + " has no entry at position " + position
                + ": its positions are from " + first.getAsLong() + " to " + end.getAsLong());
    }

    private void keep(long position, byte[] content) {
        if (content.length < MIN_CACHED_BYTES) {
            return;
        }
        cache.put(position, content);
        cachedBytes += content.length;
        Iterator<byte[]> oldest = cache.values().iterator();
        while (cachedBytes > MAX_CACHED_BYTES && cache.size() > 1) {
            cachedBytes -= oldest.next().length;
            oldest.remove();
        }
    }

    private void closeQuietly(JournalFrameReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            findings.warn("A segment file opened for reading could not be closed", e);
        }
    }
}
