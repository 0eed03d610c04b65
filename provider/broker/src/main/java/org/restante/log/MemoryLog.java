package org.restante.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.restante.disk.Damage;

/**
 * A log in the heap, for a broker whose messages need not outlive the process. Stages complete inline. {@link Log} names the threads
 * that may call.
 *
 * <p>Bounded: above {@code limit - reserve} bytes {@link #hasRoom} returns false, at {@code limit} appends are refused. The trap:
 * this object is one handle on entries that several handles can share. {@link #successor} opens another handle, as a restart does;
 * when that one claims the log, appends of this one fail.
 */
public final class MemoryLog implements Log {
    private static final int OVERHEAD = 64;
    private static final int SEGMENT = 1 << 20;

    private final Entries entries;
    private long epoch;
    private volatile boolean closed;
    private volatile long keptBack;

    /** The entries that all handles on one log share. */
    private static final class Entries {
        private final ConcurrentNavigableMap<Long, byte[]> byPosition = new ConcurrentSkipListMap<>();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong epochs = new AtomicLong();
        private final long limit;
        private volatile long first;
        private volatile long end;

        Entries(long limit) {
            this.limit = limit;
        }
    }

    /** An empty log of at most this many bytes, of which one sixteenth is a reserve for entries that free space. */
    public MemoryLog(long limit) {
        this(new Entries(limit));
    }

    private MemoryLog(Entries entries) {
        this.entries = entries;
    }

    /** Another open handle on the same entries. */
    public MemoryLog successor() {
        return new MemoryLog(entries);
    }

    @Override
    public long claim() {
        synchronized (entries) { // an append that has checked its epoch is completed first
            epoch = entries.epochs.incrementAndGet();
            return epoch;
        }
    }

    @Override
    public CompletionStage<Long> append(byte[] entry, Keep keep) {
        long size = entry.length + (long) OVERHEAD;
        if (closed) {
            return CompletableFuture.failedFuture(new LogFailedException("The log in memory is closed", null));
        }
        if (entry.length > maxEntry()) {
            return CompletableFuture.failedFuture(new LogFullException(
                    "An entry of " + entry.length + " bytes exceeds the bound of " + maxEntry() + " bytes"));
        }
        synchronized (entries) {
            if (epoch != entries.epochs.get()) {
                return CompletableFuture.failedFuture(
                        new StaleOwnerException("The log in memory is owned by epoch " + entries.epochs.get()
                                + "; this handle has " + (epoch == 0 ? "not claimed it" : "epoch " + epoch)));
            }
            if (entries.bytes.get() + size > entries.limit) {
                return CompletableFuture.failedFuture(
                        new LogFullException("The log in memory holds " + entries.bytes.get() + " of at most "
                                + entries.limit + " bytes; " + size + " more do not fit"));
            }
            long position = entries.end;
            entries.byPosition.put(position, entry);
            entries.bytes.addAndGet(size);
            entries.end = position + size;
            return CompletableFuture.completedFuture(position);
        }
    }

    @Override
    public void replay(long from, EntryVisitor visitor) {
        for (Map.Entry<Long, byte[]> entry : entries.byPosition.tailMap(from).entrySet()) {
            if (!visitor.visit(entry.getKey(), entry.getValue().clone())) {
                return;
            }
        }
    }

    @Override
    public CompletionStage<byte[]> read(long position) {
        byte[] entry = entries.byPosition.get(position);
        if (entry == null) {
            return CompletableFuture.failedFuture(
                    new NoSuchEntryException("The log in memory has no entry at position " + position));
        }
        return CompletableFuture.completedFuture(entry);
    }

    @Override
    public void trim(long before) {
        synchronized (entries) {
            long newFirst = Math.min(before, entries.end) / SEGMENT * SEGMENT;
            if (newFirst <= entries.first) {
                return;
            }
            entries.first = newFirst;
            ConcurrentNavigableMap<Long, byte[]> trimmed = entries.byPosition.headMap(newFirst);
            trimmed.values().forEach(entry -> entries.bytes.addAndGet(-(entry.length + (long) OVERHEAD)));
            trimmed.clear();
        }
    }

    @Override
    public long first() {
        return entries.first;
    }

    @Override
    public long end() {
        return entries.end;
    }

    @Override
    public long segmentSize() {
        return SEGMENT;
    }

    @Override
    public int maxEntry() {
        return (int) Math.min(64 << 20, entries.limit / 4);
    }

    @Override
    public boolean hasRoom(long bytes) {
        return bytes <= maxEntry()
                && entries.bytes.get() + bytes + OVERHEAD <= entries.limit - entries.limit / 16 - keptBack;
    }

    @Override
    public void keepBack(long bytes) {
        keptBack = bytes;
    }

    @Override
    public long left() {
        return entries.limit - entries.bytes.get();
    }

    @Override
    public List<Damage> damage() {
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
    }
}
