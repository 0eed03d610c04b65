package org.restante.log.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.disk.DirectoryLock;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;
import org.restante.log.EntryVisitor;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.LogFigures;
import org.restante.log.LogFullException;
import org.restante.log.LogTail;
import org.restante.log.StaleOwnerException;
import org.restante.log.Usage;
import org.restante.thread.Threads;

/**
 * The log in files: segments of one size, zeroed before they are written, in one folder of a {@link Disk}.
 *
 * <p>Space: check {@link #hasRoom} before appending entries that make the log grow. On a full disk, entries appended regardless use a
 * reserve, then wait for free space: one eighth of a segment (8 MiB of 64), a thirty-second of the log, and as much as the log is long, up to
 * one segment. Queue: at most {@link JournalOptions#queueLimit} bytes
 * wait for the writer. {@link Log} names the threads that may call.
 *
 * <p>The trap: it does not lock its folder; acquire a {@link DirectoryLock} first. The writer checks for a newer owner before each
 * write, but a claim during a write goes unnoticed until the next one.
 */
public final class FileJournal implements Log {
    private final Disk disk;
    private final String folder;
    private final JournalOptions options;
    private final RandomGenerator random;
    private final Findings findings;
    private final AppendQueue queue = new AppendQueue();
    private final AtomicLong end = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private final NavigableSet<Long> live = new ConcurrentSkipListSet<>();
    private volatile EntryReader reader;
    private volatile Recovered recovered;
    private volatile @Nullable Owned owned;
    private boolean closed;

    /** The parts that exist after the journal is claimed. */
    private record Owned(
            ClaimFile claim,
            PreparedSpace space,
            SegmentPreparer preparer,
            Writer writer,
            Thread writerThread,
            Thread preparerThread) {}

    private FileJournal(
            Disk disk,
            String folder,
            JournalOptions options,
            RandomGenerator random,
            Findings findings,
            Recovered found) {
        this.disk = disk;
        this.folder = folder;
        this.options = options;
        this.random = random;
        this.findings = findings;
        this.recovered = found;
        adopt(found);
        this.reader = reader(found);
    }

    /**
     * Opens the journal in a folder, or an empty one if there is none; the folder is not changed before {@link #claim}.
     *
     * @param random the source of a new journal's id
     * @throws IOException if the folder cannot be read
     */
    public static FileJournal open(Disk disk, String folder, JournalOptions options, RandomGenerator random)
            throws IOException {
        Findings findings = new Findings(disk);
        Recovered found = new JournalRecovery(disk, folder, options, random, findings).run();
        return new FileJournal(disk, folder, options, random, findings, found);
    }

    @Override
    public synchronized long claim() throws IOException {
        if (closed || owned != null) {
            throw new IllegalStateException(
                    "The journal in " + folder + (closed ? " is closed" : " is claimed already"));
        }
        disk.makeFolder(folder);
        disk.syncFolder("");
        Claim before = recovered.claim();
        Claim newest = ClaimFile.read(disk, folder);
        boolean usedByOther = newest != null && newest.journalId() == before.journalId() && !newest.equals(before);
        Claim base = newest != null && usedByOther ? newest : before;
        long epoch = Math.max(before.epoch(), base.epoch()) + 1;
        ClaimFile claim = ClaimFile.write(disk, folder, base.withEpoch(epoch));
        try {
            // Looked at behind the claim: from there on an older owner confirms nothing that is not there yet.
            if (usedByOther || isFrameAt(recovered.next())) {
                recovered = new JournalRecovery(disk, folder, options, random, findings).run();
                adopt(recovered);
                reader.close();
                reader = reader(recovered);
            }
            start(claim);
        } catch (IOException e) {
            claim.close();
            throw e;
        }
        return epoch;
    }

    /** Whether another owner, still running, has appended an entry here since the journal was opened. */
    private boolean isFrameAt(long position) throws IOException {
        return new FrameSearch(disk, recovered.layout(), recovered.claim().journalId()).isFrameAt(position);
    }

    /** Before this handle is the owner: finds what another one has appended or trimmed since it looked last. */
    private synchronized void lookAgain() throws IOException {
        if (owned != null || closed) {
            return;
        }
        Claim newest = ClaimFile.read(disk, folder);
        if (newest == null) {
            return;
        }
        if (newest.journalId() != recovered.claim().journalId()) {
            if (live.isEmpty()) { // there was no journal yet
                recovered = new JournalRecovery(disk, folder, options, random, findings).run();
                adopt(recovered);
                reader.close();
                reader = reader(recovered);
            }
            return;
        }
        Layout layout = recovered.layout();
        long begin = layout.firstIn(newest.first());
        if (begin > first.get()) {
            first.set(begin);
            live.headSet(newest.first()).clear();
        }
        FrameSearch search = new FrameSearch(disk, layout, newest.journalId());
        end.set(search.run(Math.max(end.get(), begin), live));
    }

    private EntryReader reader(Recovered found) {
        return new EntryReader(disk, found, first::get, end::get, findings);
    }

    private void adopt(Recovered found) {
        live.addAll(found.live());
        end.set(found.next());
        long number = found.live().isEmpty()
                ? found.layout().numberAt(found.next())
                : found.live().first();
        first.set(found.layout().firstIn(Math.max(found.claim().first(), number)));
    }

    private void start(ClaimFile claim) throws IOException {
        Layout layout = recovered.layout();
        PreparedSpace space = new PreparedSpace(layout, first.get(), recovered.next());
        SegmentPreparer preparer = new SegmentPreparer(disk, layout, claim, space, recovered);
        if (recovered.tail() >= 0) {
            repair(claim.current(), preparer);
        }
        space.setFree(disk.freeBytes());
        while (space.prepared() < recovered.next() + space.step() && preparer.tryPrepare()) {
            // the first steps run here, so that the first append need not wait
        }
        Writer writer = new Writer(queue, space, claim, layout, live, end);
        Thread writerThread = Threads.daemon("restante-journal-writer", writer);
        Thread preparerThread = Threads.daemon("restante-journal-preparer", preparer);
        owned = new Owned(claim, space, preparer, writer, writerThread, preparerThread);
        preparerThread.start();
        writerThread.start();
        space.wakePreparer();
    }

    /** Repairs the tail segment as recovery decided: wipes a torn write, restores the header, ends the segment if no frame may follow. */
    private void repair(Claim claim, SegmentPreparer preparer) throws IOException {
        Layout layout = recovered.layout();
        long tail = recovered.tail();
        int end = (int) (recovered.end() - layout.position(tail, 0));
        try (DiskFile file = disk.open(layout.name(tail))) {
            int wipe = (int) (recovered.wipeTo() - recovered.end());
            if (wipe > 0) {
                file.write(ByteBuffer.allocate(wipe), end);
            }
            SegmentHeader header = SegmentHeader.read(file);
            if (header == null || header.number() != tail) {
                Long lower = recovered.live().lower(tail);
                long previous = lower == null ? -1 : lower;
                header = new SegmentHeader(claim.journalId(), tail, claim.epoch(), previous, layout.segmentSize());
                file.write(header.encode(), 0);
            }
            if (recovered.seal() && end <= layout.segmentSize() - Frames.HEADER) {
                file.write(new Frames(claim.journalId()).end(layout, recovered.end()), end);
            }
            file.force();
            if (recovered.next() == recovered.end()) {
                preparer.resume(tail, (int) Math.min(layout.segmentSize(), file.size()) & -Layout.ALIGNMENT);
            }
        }
    }

    @Override
    public CompletionStage<Long> append(byte[] entry, Keep keep) {
        Owned own = owned;
        if (own == null) {
            return CompletableFuture.failedFuture(
                    new StaleOwnerException("The journal in " + folder + " is not claimed"));
        }
        if (entry.length > maxEntry()) {
            return CompletableFuture.failedFuture(new LogFullException(
                    "An entry of " + entry.length + " bytes exceeds the bound of " + maxEntry() + " bytes"));
        }
        if (queue.bytes() + entry.length > options.queueLimit()) {
            return CompletableFuture.failedFuture(new LogFullException(queue.bytes()
                    + " bytes of entries wait to be written; at most " + options.queueLimit() + " may wait"));
        }
        Appended appended = new Appended(entry, keep);
        if (!queue.offer(appended)) {
            LogException failure = own.writer().failure();
            return CompletableFuture.failedFuture(
                    failure == null
                            ? new LogFailedException("The journal in " + folder + " is closing", null)
                            : failure);
        }
        return appended;
    }

    @Override
    public void replay(long from, EntryVisitor visitor) throws IOException {
        lookAgain();
        new Replay(disk, recovered, live, this::first, end(), findings).run(from, visitor);
    }

    @Override
    public LogTail follow(long from) throws IOException {
        lookAgain();
        return Log.super.follow(from);
    }

    @Override
    public CompletionStage<byte[]> read(long position) {
        return reader.read(position);
    }

    @Override
    public void trim(long before) {
        Owned own = owned;
        if (own == null) {
            return;
        }
        Layout layout = recovered.layout();
        long number = layout.numberAt(Math.min(before, end() - 1));
        List<Long> trimmed = new ArrayList<>(live.headSet(number));
        if (!trimmed.isEmpty()) {
            first.accumulateAndGet(layout.firstIn(number), Math::max);
            own.space().setFirst(first.get());
            live.removeAll(trimmed);
            own.preparer().recycle(trimmed, number);
        }
    }

    @Override
    public @Nullable String cut() {
        return recovered.cut();
    }

    @Override
    public long first() {
        return first.get();
    }

    @Override
    public long end() {
        return end.get();
    }

    @Override
    public long segmentSize() {
        return recovered.layout().segmentSize();
    }

    @Override
    public int maxEntry() {
        return recovered.layout().maxEntry();
    }

    @Override
    public boolean hasRoom(long bytes) {
        Owned own = owned;
        return own != null && bytes <= maxEntry() && own.space().fits(bytes, queue.bytes());
    }

    @Override
    public @Nullable String obstacle() {
        Owned own = owned;
        return own == null ? null : own.space().obstacle();
    }

    @Override
    public long left() {
        Owned own = owned;
        return own == null ? 0 : own.space().left(queue.bytes());
    }

    @Override
    public void keepBack(long bytes) {
        Owned own = owned;
        if (own != null) {
            own.space().setKeptBack(bytes);
        }
    }

    @Override
    public LogFigures figures() {
        Owned own = owned;
        return own == null
                ? LogFigures.NONE
                : new LogFigures(
                        live.size(),
                        own.writer().forceTimes().counts(),
                        own.writer().forceTimes().nanos());
    }

    @Override
    public Usage usage() {
        Owned own = owned;
        if (own == null) {
            return Usage.NONE;
        }
        Layout layout = recovered.layout();
        long begin = layout.position(layout.numberAt(first()), 0);
        long spare = (long) own.preparer().spares() * layout.segmentSize();
        return new Usage(
                own.space().prepared() - begin + spare,
                own.space().free(),
                own.space().reserve());
    }

    @Override
    public List<Damage> damage() {
        return findings.all();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        reader.close();
        Owned own = owned;
        if (own != null) {
            queue.beginClosing();
            own.space().beginClosing();
            Threads.uninterruptibly(own.writerThread()::join);
            own.preparer().stop();
            Threads.uninterruptibly(own.preparerThread()::join);
            try {
                own.preparer().closeFile();
                own.space().close();
                own.claim().close();
            } catch (IOException e) {
                findings.warn("The journal's files could not be closed", e);
            }
        }
    }
}
