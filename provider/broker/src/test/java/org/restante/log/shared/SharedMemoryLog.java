package org.restante.log.shared;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.log.EntryVisitor;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.LogFullException;
import org.restante.log.NoSuchEntryException;
import org.restante.log.StaleOwnerException;

/**
 * A shared log whose records are in memory. Each handle is as a process has it: with its own place in the order of records, and with
 * records on their way, which may be lost, doubled and late. A handle that is not eager reads and sends only when it is told to.
 */
public final class SharedMemoryLog implements Log {

    private static final int MAX_RECORD = 700;

    /** The order of records that all handles share. */
    public static final class Topic {
        private final List<byte[]> records = new ArrayList<>();
        private final int segment;
        private int start;
        private @Nullable SharedMemoryLog newest;

        /** @param segment the unit of a trim, in bytes of position */
        public Topic(int segment) {
            this.segment = segment;
        }

        /** Drops records at the beginning, as a retention time does. */
        public synchronized void cut(int count) {
            start = Math.min(records.size(), start + count);
        }

        /** Appends a record of somebody else. */
        public synchronized void append(byte[] record) {
            records.add(record);
        }

        public synchronized int size() {
            return records.size();
        }

        public synchronized boolean isTrimmed() {
            return start > 0;
        }
    }

    private final Topic topic;
    private final String name;
    private final boolean eager;
    private final Runnable beforeClaim;
    private final TreeMap<Long, byte[]> entries = new TreeMap<>();
    private final TreeMap<Long, Integer> offsets = new TreeMap<>();
    private final ArrayDeque<byte[]> sending = new ArrayDeque<>();
    private final List<Outcome.Reason> voided = new ArrayList<>();
    private Acceptance acceptance = Acceptance.from(ReadingPoint.NEW_LOG);
    private int next;
    private int begun;
    private long first;
    private @Nullable OwnerSequence sequence;
    private @Nullable Confirmations confirmations;
    private boolean closed;

    /** A handle that sends and reads at once. */
    public SharedMemoryLog(Topic topic) {
        this(topic, "eager", true, () -> {});
    }

    /**
     * A handle that is driven.
     *
     * @param beforeClaim runs between the look at the log before a claim and the claim
     */
    public SharedMemoryLog(Topic topic, String name, Runnable beforeClaim) {
        this(topic, name, false, beforeClaim);
    }

    private SharedMemoryLog(Topic topic, String name, boolean eager, Runnable beforeClaim) {
        this.topic = topic;
        this.name = name;
        this.eager = eager;
        this.beforeClaim = beforeClaim;
        synchronized (topic) {
            begin();
            read(Integer.MAX_VALUE);
        }
    }

    private void begin() {
        next = topic.start;
        acceptance = next > 0 ? Acceptance.ofTrimmedLog() : Acceptance.from(ReadingPoint.NEW_LOG);
        entries.clear();
        offsets.clear();
        first = next == 0 || next >= topic.records.size() ? 0 : firstPosition();
    }

    private long firstPosition() {
        try {
            return RecordCodec.decode(topic.records.get(topic.start)).position();
        } catch (MalformedRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads at most so many records. */
    public void read(int most) {
        synchronized (topic) {
            if (next < topic.start) {
                begin(); // trimmed unseen
            }
            for (int i = 0; i < most && next < topic.records.size(); i++) {
                read();
            }
        }
    }

    private Outcome read() {
        int at = next++;
        Outcome outcome = acceptance.offer(topic.records.get(at));
        if (outcome instanceof Outcome.Partial partial && partial.piece() == 0) {
            begun = at;
        } else if (outcome instanceof Outcome.Entry entry) {
            entries.put(entry.position(), entry.bytes());
            offsets.put(entry.position(), isOnlyPiece(at) ? at : begun);
        } else if (outcome instanceof Outcome.Trimmed trimmed) {
            first = Math.max(first, trimmed.to());
            entries.headMap(first).clear();
            offsets.headMap(first).clear();
        } else if (outcome instanceof Outcome.Voided nothing) {
            voided.add(nothing.reason());
        }
        if (confirmations != null) {
            confirmations.read(outcome);
        }
        return outcome;
    }

    private boolean isOnlyPiece(int at) {
        try {
            return RecordCodec.decode(topic.records.get(at)).pieces() == 1;
        } catch (MalformedRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Records reach the topic: at most so many, each perhaps twice. */
    public void send(int most, @Nullable Random twice) {
        synchronized (topic) {
            for (int i = 0; i < most && !sending.isEmpty(); i++) {
                byte[] record = sending.remove();
                topic.records.add(record);
                if (twice != null && twice.nextInt(12) == 0) {
                    topic.records.add(record);
                }
            }
        }
    }

    /** The next record on its way is lost. Returns whether there was one. */
    public boolean lose() {
        return sending.poll() != null;
    }

    /** An owner that is idle says that it lives. */
    public void alive() {
        if (sequence != null) {
            sending.add(sequence.alive(new Claimant(name, "tcp://" + name, 0)));
        }
    }

    /** Its process learns that an append has failed, or waits no longer for it. */
    public void fail() {
        if (confirmations != null) {
            confirmations.fail(new LogFailedException("the append was not answered in time", null));
        }
    }

    public boolean isIdle() {
        synchronized (topic) {
            return sending.isEmpty() && next == topic.records.size();
        }
    }

    /** Where it stands. */
    public ReadingPoint point() {
        look();
        return acceptance.point();
    }

    /** The reasons of the void records that it has read. */
    public List<Outcome.Reason> voided() {
        return voided;
    }

    /** Whether no other handle has claimed the log since this one did, which this one need not know. */
    public boolean isNewest() {
        return topic.newest == this;
    }

    private void look() {
        if (eager && !closed) {
            read(Integer.MAX_VALUE);
        }
    }

    @Override
    public long claim() throws LogException {
        synchronized (topic) {
            read(Integer.MAX_VALUE);
            Claimant claimant = new Claimant(name, "tcp://" + name, topic.records.size() + 1L);
            byte[] claim = OwnerSequence.claim(acceptance.point(), 42, claimant);
            beforeClaim.run();
            int at = topic.records.size();
            topic.records.add(claim);
            Outcome outcome = null;
            while (next <= at) {
                outcome = read();
            }
            if (!(outcome instanceof Outcome.Claimed claimed)
                    || claimed.claimant().nonce() != claimant.nonce()) {
                throw new StaleOwnerException("another owner was first");
            }
            sequence = new OwnerSequence(acceptance.point(), MAX_RECORD);
            confirmations = new Confirmations(claimed.epoch());
            topic.newest = this;
            return claimed.epoch();
        }
    }

    @Override
    public CompletionStage<Long> append(byte[] entry, Keep keep) {
        if (closed || sequence == null || confirmations == null) {
            return CompletableFuture.failedFuture(
                    closed
                            ? new LogFailedException("the handle is closed", null)
                            : new StaleOwnerException("the handle has not claimed the log"));
        }
        if (entry.length > maxEntry()) {
            return CompletableFuture.failedFuture(new LogFullException(entry.length + " bytes are too many"));
        }
        synchronized (topic) {
            return send(sequence.entry(entry), confirmations);
        }
    }

    private CompletionStage<Long> send(OwnerSequence.Numbered numbered, Confirmations to) {
        CompletionStage<Long> stage = to.expect(numbered.number(), numbered.position());
        sending.addAll(numbered.records());
        if (eager) {
            send(Integer.MAX_VALUE, null);
            read(Integer.MAX_VALUE);
        }
        return stage;
    }

    @Override
    public CompletionStage<LogException> lost() {
        return confirmations == null ? new CompletableFuture<>() : confirmations.failed();
    }

    @Override
    public void trim(long before) {
        synchronized (topic) {
            Long to = offsets.floorKey(before / topic.segment * topic.segment);
            if (to != null && to > first && sequence != null && confirmations != null) {
                int offset = offsets.get(to);
                send(sequence.trimmed(to), confirmations).thenRun(() -> topic.start = Math.max(topic.start, offset));
            }
        }
    }

    @Override
    public void replay(long from, EntryVisitor visitor) {
        List<Map.Entry<Long, byte[]>> found;
        synchronized (topic) {
            look();
            found = List.copyOf(entries.tailMap(from).entrySet());
        }
        for (Map.Entry<Long, byte[]> entry : found) {
            if (!visitor.visit(entry.getKey(), entry.getValue().clone())) {
                return;
            }
        }
    }

    @Override
    public CompletionStage<byte[]> read(long position) {
        synchronized (topic) {
            look();
            byte[] entry = entries.get(position);
            return entry == null
                    ? CompletableFuture.failedFuture(new NoSuchEntryException("no entry at " + position))
                    : CompletableFuture.completedFuture(entry);
        }
    }

    @Override
    public @Nullable String cut() {
        synchronized (topic) {
            look();
            boolean isCut = topic.start > 0
                    && topic.start < topic.records.size()
                    && acceptance.point().isCutOtherwise(firstPosition());
            return isCut
                    ? "the topic begins at " + firstPosition() + ", trimmed to "
                            + acceptance.point().trimmed()
                    : null;
        }
    }

    @Override
    public long first() {
        synchronized (topic) {
            look();
            return first;
        }
    }

    @Override
    public long end() {
        synchronized (topic) {
            look();
            return acceptance.point().end();
        }
    }

    @Override
    public long segmentSize() {
        return topic.segment;
    }

    @Override
    public int maxEntry() {
        return 4 * topic.segment;
    }

    @Override
    public boolean hasRoom(long bytes) {
        return bytes <= maxEntry();
    }

    @Override
    public long left() {
        return Long.MAX_VALUE;
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
