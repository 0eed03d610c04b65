package org.restante.broker.persistence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.log.Keep;
import org.restante.log.Log;

/**
 * Appends decisions to the log, and tracks which of them are kept: written, or synced if the decision asked for it. Owned by the
 * broker thread.
 *
 * <p>Each append has a number, its gate. Replies and deliveries that depend on the append are sent when {@link #kept} reaches the
 * gate.
 */
public final class Ledger {

    private static final Listener NOBODY = new Listener() {
        @Override
        public void stored(Change.Stored stored, long position, int offset) {
            // nobody delivers
        }

        @Override
        public void storedInMemory(Change.Stored stored) {
            // nobody delivers
        }
    };

    private final Log log;
    private final Runnable wake;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final SharedEntry acknowledged;
    private Listener listener = NOBODY;
    private long appended;
    private long kept;
    private long lastSync;
    private long lastPosition;
    private long pendingBytes;
    private long bytesAppended;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pending(
            CompletableFuture<Long> stage,
            List<Change.Stored> stored,
            List<Change.Stored> inMemory,
            int[] offsets,
            int bytes) {}

    /** Receives each stored message that may be delivered from now on. */
    public interface Listener {
        /** The log has its entry. */
        void stored(Change.Stored stored, long position, int offset);

        /** It is in memory alone, and the log has the rest of its decision. */
        void storedInMemory(Change.Stored stored);
    }

    /**
     * Appends to this log.
     *
     * @param wake called, on any thread, when {@link #poll} would find more
     */
    public Ledger(Log log, Runnable wake) {
        this.log = log;
        this.acknowledged = new SharedEntry(log.maxEntry());
        this.wake = wake;
        this.lastPosition = log.end();
    }

    /** Sets who is told which messages may be delivered. */
    public void onKept(Listener told) {
        listener = told;
    }

    /** Appends and returns the gate; an empty decision returns a gate that is open. */
    public long append(Decision decision) {
        if (decision.isEmpty() && decision.keep() == Keep.WRITTEN) {
            decision.inMemory().forEach(listener::storedInMemory);
            return 0;
        }
        flush();
        ChangeCodec.Encoded entry = ChangeCodec.encode(decision);
        if (entry.bytes().length > log.maxEntry()) {
            List<Decision> parts = EntryParts.of(decision, log.maxEntry());
            if (parts.size() > 1) {
                decision.inMemory()
                        .forEach(stored -> parts.get(parts.size() - 1).follow(stored));
                parts.forEach(this::append);
                return appended;
            }
        }
        return append(decision, entry);
    }

    /**
     * Appends acknowledgements, as {@link #append}. Those that follow each other are one entry, which is appended by {@link #flush},
     * by {@link #poll}, or before another decision.
     */
    public long appendAcknowledgements(Decision decision) {
        if (decision.isEmpty()) {
            return append(decision);
        }
        if (!acknowledged.add(decision)) {
            flush();
            if (!acknowledged.add(decision)) {
                return append(decision); // it has too many messages
            }
        }
        long gate = appended + 1;
        if (decision.keep() == Keep.SYNCED) {
            lastSync = gate;
        }
        return gate;
    }

    /** Appends the entry that acknowledgements share. Returns whether there was one. */
    public boolean flush() {
        Decision entry = acknowledged.take();
        if (entry != null) {
            append(entry);
        }
        return entry != null;
    }

    private long append(Decision decision, ChangeCodec.Encoded entry) {
        CompletableFuture<Long> stage =
                log.append(entry.bytes(), decision.keep()).toCompletableFuture();
        pending.add(new Pending(stage, stored(decision), decision.inMemory(), entry.offsets(), entry.bytes().length));
        pendingBytes += entry.bytes().length;
        bytesAppended += entry.bytes().length;
        appended++;
        if (decision.keep() == Keep.SYNCED) {
            lastSync = appended;
        }
        if (!stage.isDone()) {
            wakeWhenDone(stage);
        }
        return appended;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // poll throws the failure
    private void wakeWhenDone(CompletableFuture<Long> stage) {
        stage.whenComplete((position, failure) -> wake.run());
    }

    private static List<Change.Stored> stored(Decision decision) {
        List<Change.Stored> stored = null;
        for (Change change : decision.changes()) {
            if (change instanceof Change.Stored one) {
                stored = stored == null ? new ArrayList<>(1) : stored;
                stored.add(one);
            }
        }
        return stored == null ? List.of() : stored;
    }

    /**
     * Advances {@link #kept} over the entries that the log has finished.
     *
     * @return whether there were any
     * @throws CompletionException if the log failed; no later entry will be kept
     */
    public boolean poll() {
        flush();
        long before = kept;
        Pending head = pending.peek();
        while (head != null && head.stage.isDone()) {
            long position = head.stage.join();
            lastPosition = position;
            pending.remove();
            kept++;
            pendingBytes -= head.bytes;
            for (int i = 0; i < head.stored.size(); i++) {
                listener.stored(head.stored.get(i), position, head.offsets[i]);
            }
            head.inMemory.forEach(listener::storedInMemory);
            head = pending.peek();
        }
        return kept > before;
    }

    /** The highest gate up to which all entries are kept. */
    public long kept() {
        return kept;
    }

    /** The gate of the last decision that asked for a sync. */
    public long lastSync() {
        return lastSync;
    }

    /** The position of the last entry known to be kept; later entries have higher positions. At first, the end of the log. */
    public long lastPosition() {
        return lastPosition;
    }

    /** Bytes appended and not kept yet. */
    public long pendingBytes() {
        return pendingBytes;
    }

    /** Entries handed to the log since this ledger began. */
    public long appended() {
        return appended;
    }

    /** Bytes handed to the log since this ledger began. */
    public long bytesAppended() {
        return bytesAppended;
    }

    /** Whether the log takes entries that need room; if not, only entries that free room, such as acknowledgements. */
    public boolean hasRoom() {
        return log.hasRoom(0);
    }

    /** The reason for which the log has no room for this many more bytes; null if it has. */
    public @Nullable String refusal(long bytes) {
        String tooLong = refusalOfLength(bytes);
        if (tooLong != null) {
            return tooLong;
        }
        if (log.hasRoom(bytes)) {
            return null;
        }
        String obstacle = log.obstacle();
        return obstacle == null
                ? "there is no room for " + bytes + " more bytes"
                : "the log gets no more space, though the disk is not full: " + obstacle;
    }

    /** The reason for which the log never takes an entry of so many bytes; null if it does. */
    public @Nullable String refusalOfLength(long bytes) {
        return bytes <= log.maxEntry()
                ? null
                : "it takes " + bytes + " bytes in the log, whose entries end at " + log.maxEntry();
    }
}
