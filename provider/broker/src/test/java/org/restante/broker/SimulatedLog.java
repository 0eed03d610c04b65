package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.restante.disk.Damage;
import org.restante.log.EntryVisitor;
import org.restante.log.Keep;
import org.restante.log.Log;

/**
 * A log without a thread: entries are written, synced and read when the simulation calls for it. Owned by the simulation's thread;
 * the worker uses it only while that thread waits.
 */
final class SimulatedLog implements Log {

    static final int SEGMENT = 4 << 10;
    private static final int OVERHEAD = 16;

    /** The medium, which survives a crash. */
    static final class Medium {
        private final TreeMap<Long, Written> entries = new TreeMap<>();
        private long first;
        private long next;
        private long epoch;
    }

    /** An entry, and whether it is safe from a loss of power. */
    private static final class Written {
        private final byte[] bytes;
        private boolean safe;

        Written(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private record Appended(byte[] bytes, Keep keep, CompletableFuture<Long> stage) {}

    private record Waiting(long position, Keep keep, CompletableFuture<Long> stage) {}

    private record Read(long position, CompletableFuture<byte[]> stage) {}

    private final Medium medium;
    private final List<Appended> queue = new ArrayList<>();
    private final List<Waiting> unconfirmed = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private boolean full;
    private boolean everFull;
    private boolean closed;

    SimulatedLog(Medium medium) {
        this.medium = medium;
    }

    /** Sets whether the log is full from now on. */
    void fill(boolean isFull) {
        full = isFull;
        everFull |= isFull;
    }

    /** Whether it was ever full: deliveries may have gone unlogged then. */
    boolean wasFull() {
        return everFull;
    }

    boolean isFull() {
        return full;
    }

    /** Writes the oldest waiting entries, up to this many, and confirms those that may be confirmed. */
    void write(int most) {
        for (int i = 0; i < most && !queue.isEmpty(); i++) {
            Appended head = queue.remove(0);
            unconfirmed.add(new Waiting(put(head.bytes), head.keep, head.stage));
        }
        confirm();
    }

    private long put(byte[] bytes) {
        int size = bytes.length + OVERHEAD;
        if (medium.next % SEGMENT + size > SEGMENT) {
            medium.next = (medium.next / SEGMENT + 1) * SEGMENT;
        }
        long position = medium.next;
        medium.entries.put(position, new Written(bytes));
        medium.next += size;
        return position;
    }

    /** Syncs all written entries. */
    void sync() {
        medium.entries.values().forEach(entry -> entry.safe = true);
        confirm();
    }

    private void confirm() {
        while (!unconfirmed.isEmpty()) {
            Waiting head = unconfirmed.get(0);
            if (head.keep == Keep.SYNCED && !medium.entries.get(head.position).safe) {
                return;
            }
            unconfirmed.remove(0);
            head.stage.complete(head.position);
        }
    }

    /** Answers one waiting read, if there is one. */
    void answerRead(Random random) {
        if (reads.isEmpty()) {
            return;
        }
        Read read = reads.remove(random.nextInt(reads.size()));
        Written entry = medium.entries.get(read.position);
        if (entry == null) {
            read.stage.completeExceptionally(new IllegalStateException("no entry at " + read.position));
        } else {
            read.stage.complete(entry.bytes);
        }
    }

    boolean isIdle() {
        return queue.isEmpty() && unconfirmed.isEmpty() && reads.isEmpty();
    }

    /** The process is killed: a first part of the waiting entries may have been written; no written entry is lost. */
    void kill(Random random) {
        int writing = queue.isEmpty() ? 0 : random.nextInt(queue.size() + 1);
        queue.subList(0, writing).forEach(entry -> put(entry.bytes));
    }

    /**
     * Power loss: from some entry on, the unsynced entries are lost, because the journal cuts its tail at the first missing write.
     * Positions of lost entries are used again.
     */
    void losePower(Random random) {
        kill(random);
        int chance = random.nextInt(4);
        boolean lost = false;
        for (long position : new ArrayList<>(medium.entries.keySet())) {
            Written entry = medium.entries.get(position);
            if (!entry.safe) {
                lost = lost || random.nextInt(4) < chance;
                if (lost) {
                    medium.entries.remove(position);
                }
            }
            entry.safe = true;
        }
        medium.next = medium.entries.isEmpty() ? medium.next : end(medium.entries.lastKey());
    }

    /** Power loss: all unsynced entries are lost. */
    void loseAllUnsafe() {
        queue.clear();
        medium.entries.values().removeIf(entry -> !entry.safe);
        medium.next = medium.entries.isEmpty() ? medium.next : end(medium.entries.lastKey());
    }

    private long end(long last) {
        return last + medium.entries.get(last).bytes.length + OVERHEAD;
    }

    /** Prevents reuse of the positions before this one, which a snapshot covers. */
    void useFrom(long position) {
        medium.next = Math.max(medium.next, position);
    }

    @Override
    public long claim() {
        return ++medium.epoch;
    }

    @Override
    public CompletionStage<Long> append(byte[] entry, Keep keep) {
        CompletableFuture<Long> stage = new CompletableFuture<>();
        if (closed || entry.length > maxEntry()) {
            stage.completeExceptionally(new IllegalStateException("closed, or " + entry.length + " bytes"));
            return stage;
        }
        queue.add(new Appended(entry, keep, stage));
        return stage;
    }

    @Override
    public void replay(long from, EntryVisitor visitor) {
        for (var entry : new TreeMap<>(medium.entries.tailMap(from)).entrySet()) {
            if (!visitor.visit(entry.getKey(), entry.getValue().bytes)) {
                return;
            }
        }
    }

    @Override
    public CompletionStage<byte[]> read(long position) {
        CompletableFuture<byte[]> stage = new CompletableFuture<>();
        reads.add(new Read(position, stage));
        return stage;
    }

    /** The entry at a position, read at once; null if there is none. */
    byte[] at(long position) {
        Written entry = medium.entries.get(position);
        return entry == null ? null : entry.bytes;
    }

    @Override
    public void trim(long before) {
        long cut = Math.min(before, medium.next) / SEGMENT * SEGMENT;
        medium.first = Math.max(medium.first, cut);
        medium.entries.headMap(medium.first).clear();
    }

    @Override
    public long first() {
        return medium.first;
    }

    @Override
    public long end() {
        return medium.next;
    }

    @Override
    public long segmentSize() {
        return SEGMENT;
    }

    @Override
    public int maxEntry() {
        return SEGMENT - OVERHEAD;
    }

    @Override
    public boolean hasRoom(long bytes) {
        return !full && bytes <= maxEntry();
    }

    @Override
    public long left() {
        return full ? 2 * SEGMENT : Long.MAX_VALUE;
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
