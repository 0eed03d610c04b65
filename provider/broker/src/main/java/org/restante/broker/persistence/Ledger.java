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
 * Hands decisions to the log and knows which of them are kept. Owned by the broker thread.
 *
 * <p>Each append gets a number, its gate: what depends on it goes out when {@link #kept} has reached it.
 */
public final class Ledger {

    private final Log log;
    private final Runnable wake;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private long appended;
    private long kept;
    private long lastSync;
    private long lastPosition;
    private long pendingBytes;
    private long bytesAppended;

    @SuppressWarnings("ArrayRecordComponent") // carried from here to there, never compared
    private record Pending(CompletableFuture<Long> stage, List<Change.Stored> stored, int[] offsets, int bytes) {}

    /** Takes each stored message that is now kept. */
    public interface Listener {
        void stored(Change.Stored stored, long position, int offset);
    }

    /**
     * Appends to this log.
     *
     * @param wake called, on any thread, when something more is kept
     */
    public Ledger(Log log, Runnable wake) {
        this.log = log;
        this.wake = wake;
        this.lastPosition = log.end();
    }

    /** Appends and returns the gate; an empty decision returns a gate that is open. */
    public long append(Decision decision) {
        if (decision.isEmpty() && decision.keep() == Keep.WRITTEN) {
            return 0;
        }
        ChangeCodec.Encoded entry = ChangeCodec.encode(decision);
        CompletableFuture<Long> stage =
                log.append(entry.bytes(), decision.keep()).toCompletableFuture();
        pending.add(new Pending(stage, stored(decision), entry.offsets(), entry.bytes().length));
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

    @SuppressWarnings("FutureReturnValueIgnored") // a failure is met by poll
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
     * Takes note of what is kept by now.
     *
     * @return whether anything was
     * @throws CompletionException if the log failed; nothing more will be kept
     */
    public boolean poll(Listener listener) {
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
            head = pending.peek();
        }
        return kept > before;
    }

    /** Everything up to this gate is kept. */
    public long kept() {
        return kept;
    }

    /** The gate of the last decision that asked for a sync. */
    public long lastSync() {
        return lastSync;
    }

    /** Where the last entry lies that is known to be kept; what comes later lies behind it. At first, the log's end. */
    public long lastPosition() {
        return lastPosition;
    }

    /** Bytes on their way to the log. */
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

    /** Whether the log takes anything but what frees room. */
    public boolean hasRoom() {
        return log.hasRoom(0);
    }

    /** Why the log refuses growth; null while it takes it. */
    public @Nullable String refusal(long bytes) {
        if (bytes > log.maxEntry()) {
            return "it takes " + bytes + " bytes in the log, whose entries end at " + log.maxEntry();
        }
        return log.hasRoom(bytes) ? null : "there is no room for " + bytes + " more bytes";
    }
}
