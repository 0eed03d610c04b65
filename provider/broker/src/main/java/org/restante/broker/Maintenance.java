package org.restante.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.persistence.SnapshotRows;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.Duplicates;
import org.restante.link.DiskStatus;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.log.Log;
import org.restante.log.Usage;
import org.restante.store.SnapshotWriter;
import org.restante.store.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the size of the log: takes snapshots, copies waiting messages forward from the oldest segment, and trims. The work runs on
 * a worker thread, which gets each slice of the state from the broker thread.
 *
 * <p>The trap: the worker waits for the broker thread, so the broker thread must never wait for the worker.
 */
final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final int COPY_MESSAGES = 256;
    private static final int SLICE_BLOCKS = 4;
    private static final int COPY_BYTES = 1 << 20;
    private static final long CLOSING_BYTES = 4 << 20;

    /** How long a round that could free nothing is not tried again while nothing is appended, in milliseconds. */
    private static final long RETRY_MILLIS = 1_000;

    /** The most bytes of a message's entry besides the message. */
    private static final int ENTRY_OVERHEAD = 64;

    /** How the worker waits for the broker thread: by {@code join}, or in turns with a simulation. */
    interface Waiter {
        <T> T await(CompletableFuture<T> answer);
    }

    private final Engine engine;
    private final Log log;
    private final @Nullable Snapshots snapshots;
    private final BrokerOptions options;
    private final Executor brokerThread;
    private final Executor worker;
    private final Waiter waiter;
    private final CopyForward copyForward;
    private final ElapsedTime elapsed;
    private volatile boolean busy;
    private long lastRound = -RETRY_MILLIS;
    private long definitionBytes;
    private long bytesAtLastRound;
    private long segmentsCopied;
    private long snapshotsTaken;

    Maintenance(
            Engine engine,
            Log log,
            @Nullable Snapshots snapshots,
            BrokerOptions options,
            Executor brokerThread,
            Executor worker,
            Waiter waiter,
            ElapsedTime elapsed) {
        this.engine = engine;
        this.log = log;
        this.snapshots = snapshots;
        this.options = options;
        this.brokerThread = brokerThread;
        this.worker = worker;
        this.waiter = waiter;
        this.copyForward = new CopyForward(engine);
        this.elapsed = elapsed;
        measure(SnapshotPass.definitions(engine.state()));
    }

    /** Counts the bytes of the log behind the newest snapshot at the start, as if they had been appended since. */
    void addReplayed(long bytes) {
        bytesAtLastRound = -bytes;
    }

    /** The broker closes: takes a snapshot if it saves the next start enough replay. */
    void close() {
        if (snapshots != null && !busy && engine.ledger().bytesAppended() - bytesAtLastRound >= CLOSING_BYTES) {
            start(this::round);
        }
    }

    boolean isBusy() {
        return busy;
    }

    /** Starts a round when the log has grown enough. The broker thread calls it after each batch of requests. */
    void startIfDue() {
        long due = snapshots == null ? log.segmentSize() : options.snapshotBytes();
        long grown = engine.ledger().bytesAppended() - bytesAtLastRound;
        if (busy || engine.failure() != null) {
            return;
        }
        if (grown >= due) {
            start(this::round);
        } else if (isNearlyFull() && (grown > 0 || elapsed.millis() - lastRound >= RETRY_MILLIS)) {
            start(this::relieve);
        }
    }

    /** How long until {@link #startIfDue} has to be called although nothing happens, in milliseconds. */
    long delay() {
        return isNearlyFull() && !busy ? Math.max(1, lastRound + RETRY_MILLIS - elapsed.millis()) : Long.MAX_VALUE;
    }

    private boolean isNearlyFull() {
        return !log.hasRoom(log.segmentSize() / 64);
    }

    /** Usage of the disk. To be called on the broker thread only. */
    DiskStatus status() {
        Usage usage = log.usage();
        long end = log.end();
        long grown = engine.ledger().bytesAppended() - bytesAtLastRound;
        return new DiskStatus(
                log.segmentSize(),
                log.first(),
                end,
                engine.state().live().total(),
                engine.state().live().oldest(end),
                snapshots == null ? Long.MAX_VALUE : snapshots.coveredPosition(),
                snapshots == null ? 0 : Math.max(0, options.snapshotBytes() - grown),
                usage.files(),
                snapshots == null ? 0 : snapshots.bytes(),
                usage.free(),
                usage.reserve(),
                !engine.ledger().hasRoom());
    }

    private interface Work {
        void run() throws IOException;
    }

    private void start(Work work) {
        busy = true;
        lastRound = elapsed.millis();
        bytesAtLastRound = engine.ledger().bytesAppended();
        try {
            worker.execute(() -> run(work));
        } catch (RuntimeException | Error e) { // no thread can be made; the next round may get one
            busy = false;
            failed(e);
        }
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        } finally {
            busy = false; // by no task of the broker thread: a round that had no memory has none for a task
            brokerThread.execute(() -> LOG.trace("The round has ended"));
        }
    }

    private void failed(Throwable cause) {
        if (engine.failure() == null) { // while the broker closes, failing is expected
            LOG.warn(
                    "Snapshot or copying forward failed, and is tried again after {} more bytes: {}",
                    options.snapshotBytes(),
                    Reason.of(cause));
            LOG.debug("Snapshot or copying forward failed", cause);
            brokerThread.execute(engine.report()::roundFailed);
        }
    }

    private void round() throws IOException {
        if (snapshots != null) {
            snapshot(snapshots);
        }
        trim();
        while (call(this::isCopyingWorthwhile)) {
            copyOldestSegment();
            awaitKept(call(this::definitions));
            trim();
        }
    }

    /** Frees segments although a snapshot may not fit: copying forward has a reserve of the log for itself. */
    private void relieve() throws IOException {
        long before;
        call(() -> measure(SnapshotPass.definitions(engine.state())));
        trimWithoutSnapshot();
        do {
            before = log.first();
            if (call(this::isCopyingNeeded)) {
                copyOldestSegment();
                trimWithoutSnapshot();
            }
        } while (log.first() > before);
    }

    /** Whether the disk is nearly full, less than seven eighths of the log still wait, and the reserve takes its oldest segment. */
    private boolean isCopyingNeeded() {
        long first = log.first();
        long unit = log.segmentSize();
        long end = engine.ledger().lastPosition();
        long live = engine.state().live().total();
        long copied = engine.state().live().in(first, ENTRY_OVERHEAD);
        return isNearlyFull()
                && first / unit < end / unit
                && engine.state().live().oldest(Long.MAX_VALUE) / unit <= first / unit
                && live < (end - first) / 8 * 7
                && definitionBytes < unit
                && copied + definitionBytes + unit / 32 <= log.left();
    }

    /**
     * Trims without a snapshot, because the disk is nearly full and a snapshot may not fit. Segments without waiting messages are
     * trimmed from the beginning of the log; before that, the definitions of all owners are appended again, so they must be shorter
     * than what is trimmed.
     */
    private void trimWithoutSnapshot() {
        long oldest = call(this::oldestLive);
        long unit = log.segmentSize();
        long freed = (oldest / unit - log.first() / unit) * unit;
        if (freed > 0 && call(() -> definitionBytes < freed && hasRoomForDefinitions())) {
            awaitKept(call(this::definitions));
            long before = Math.min(oldest, call(() -> trimPoint(oldest)));
            rewriteIdentifiers(before);
            trimBefore(before);
        }
    }

    private long oldestLive() {
        return engine.state().live().oldest(engine.ledger().lastPosition());
    }

    private void trimBefore(long position) {
        call(() -> {
            log.trim(position);
            return true;
        });
    }

    /** Runs a call of the worker on the broker thread, and waits for its result. */
    private <T> T call(Supplier<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        brokerThread.execute(() -> {
            if (engine.failure() != null) {
                answer.completeExceptionally(new IllegalStateException(engine.failure()));
                return;
            }
            try {
                answer.complete(task.get());
            } catch (RuntimeException | Error e) { // ends the broker; the worker must not wait for it
                answer.completeExceptionally(e);
                throw e;
            }
        });
        return waiter.await(answer);
    }

    private void awaitKept(CompletableFuture<Reply> kept) {
        Reply reply = waiter.await(kept);
        if (reply instanceof Reply.Refused refused) {
            throw new IllegalStateException(refused.reason());
        }
    }

    private void snapshot(Snapshots target) throws IOException {
        SnapshotPass pass = call(() -> {
            engine.report().snapshotBegins();
            return new SnapshotPass(engine.state(), SLICE_BLOCKS * options.block());
        });
        long start = call(() -> engine.ledger().lastPosition());
        try (SnapshotWriter writer = target.begin(start)) {
            List<SnapshotRows.Row> rows = call(pass::next);
            while (!rows.isEmpty()) {
                for (SnapshotRows.Row row : rows) {
                    writer.put(row.key(), row.value());
                }
                rows = call(pass::next);
            }
            awaitKept(call(this::definitions));
            writer.commit();
        }
        snapshotsTaken++;
        brokerThread.execute(engine.report()::snapshotTaken);
    }

    /** Measures the definitions, and lets the log keep back as much. To be called on the broker thread only. */
    private long measure(List<Change> definitions) {
        definitionBytes = SnapshotPass.bytes(definitions);
        log.keepBack(definitionBytes);
        return definitionBytes;
    }

    /** Whether the log takes the definitions now. If not, appending them would wait for space, and all later entries with them. */
    private boolean hasRoomForDefinitions() {
        return definitionBytes <= log.left() || log.hasRoom(Math.min(definitionBytes, log.maxEntry()));
    }

    /** Appends the definitions of the store again, in as many entries as needed; the last one syncs the log. */
    private CompletableFuture<Reply> definitions() {
        List<Change> definitions = SnapshotPass.definitions(engine.state());
        measure(definitions);
        if (!hasRoomForDefinitions()) {
            return CompletableFuture.completedFuture(new Reply.Refused(
                    Problem.RESOURCE_LIMIT,
                    "the definitions of queues, topics and subscriptions take " + definitionBytes
                            + " bytes of the log, which has no room for them; free disk space"));
        }
        Decision decision = engine.decision();
        long bytes = 0;
        for (Change definition : definitions) {
            long size = SnapshotPass.bytes(List.of(definition));
            bytes += size;
            if (bytes > log.maxEntry() / 2 && !decision.isEmpty()) {
                engine.ledger().append(decision);
                decision = engine.decision();
                bytes = size;
            }
            decision.record(definition);
        }
        decision.sync();
        return engine.append(decision);
    }

    private void trim() {
        long covered = snapshots == null ? Long.MAX_VALUE : snapshots.coveredPosition();
        long before = Math.min(covered, call(this::oldestLive));
        if (before / log.segmentSize() > log.first() / log.segmentSize()) {
            rewriteIdentifiers(before);
            if (snapshots == null) {
                awaitKept(call(this::definitions));
            }
            awaitKept(call(this::barrier));
            trimBefore(before);
        }
    }

    /** A sync of all earlier entries. A settled message may be trimmed only when its acknowledgement cannot be lost any more. */
    private CompletableFuture<Reply> barrier() {
        Decision nothing = engine.decision();
        nothing.sync();
        return engine.append(nothing);
    }

    /** Where to trim when the disk is full: rewriting identifiers takes reserve, so then only one segment at a time. */
    private long trimPoint(long before) {
        boolean nothing = engine.state().duplicates().before(before, null, 1).isEmpty();
        return nothing ? before : (log.first() / log.segmentSize() + 1) * log.segmentSize();
    }

    /** Appends again the duplicate identifiers whose last entry may be before this position. */
    private void rewriteIdentifiers(long before) {
        int max = Math.max(1, Math.min(COPY_MESSAGES, log.maxEntry() / 2 / (Duplicates.MAX_LENGTH * 3 + 32)));
        List<Change.Remembered> slice = call(() -> engine.state().duplicates().before(before, null, max));
        while (!slice.isEmpty()) {
            List<Change.Remembered> identifiers = slice;
            Change.Remembered last = identifiers.get(identifiers.size() - 1);
            awaitKept(call(() -> rewriteIdentifiers(identifiers)));
            slice = call(() -> engine.state().duplicates().before(before, last, max));
        }
    }

    private CompletableFuture<Reply> rewriteIdentifiers(List<Change.Remembered> all) {
        Decision decision = engine.decision();
        long behind = engine.ledger().lastPosition();
        for (Change.Remembered remembered : all) {
            decision.record(remembered);
            engine.state().duplicates().writtenAfter(remembered, behind);
        }
        decision.sync();
        return engine.append(decision);
    }

    /** Whether the log is more than twice the size of its waiting messages, and only such messages keep the oldest segment. */
    private boolean isCopyingWorthwhile() {
        long first = log.first();
        long unit = log.segmentSize();
        long size = engine.ledger().lastPosition() - first;
        long live = engine.state().live().total();
        long oldest = engine.state().live().oldest(Long.MAX_VALUE);
        long covered = snapshots == null ? Long.MAX_VALUE : snapshots.coveredPosition();
        return size > 2 * live + 4 * unit
                && oldest / unit <= first / unit
                && covered >= (first / unit + 1) * unit
                && log.hasRoom(unit / 4);
    }

    private void copyOldestSegment() throws IOException {
        long end = (log.first() / log.segmentSize() + 1) * log.segmentSize();
        long most = Math.min(
                COPY_BYTES, log.segmentSize() / 64); // what does not fit at the end of a segment leaves a gap there
        List<CopyForward.Candidate> batch = new ArrayList<>();
        long[] bytes = new long[1];
        log.replay(log.first(), (position, entry) -> {
            if (position >= end) {
                return false;
            }
            for (CopyForward.Candidate candidate : CopyForward.candidates(position, entry)) {
                bytes[0] += candidate.size();
                if (batch.size() == COPY_MESSAGES || bytes[0] > most) {
                    copy(batch);
                    bytes[0] = candidate.size();
                }
                batch.add(candidate);
            }
            return true;
        });
        copy(batch);
        call(() -> {
            copyForward.setAsideBefore(end);
            return true;
        });
        segmentsCopied++;
    }

    private void copy(List<CopyForward.Candidate> batch) {
        if (!batch.isEmpty()) {
            List<CopyForward.Candidate> part = List.copyOf(batch);
            batch.clear();
            awaitKept(call(() -> copyForward.copy(part)));
        }
    }

    /** Segments copied forward since the start; for tests and measurements. */
    long segmentsCopied() {
        return segmentsCopied;
    }

    /** Snapshots taken since the start. */
    long snapshotsTaken() {
        return snapshotsTaken;
    }
}
