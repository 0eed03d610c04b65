package org.restante.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.persistence.SnapshotRows;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.Duplicates;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.log.Log;
import org.restante.log.Usage;
import org.restante.store.SnapshotWriter;
import org.restante.store.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log from growing for ever: snapshots of what stays, then copying forward what still waits from the log's oldest
 * part, then trimming. The work runs on a thread of its own, which asks the broker thread for each slice of the state.
 *
 * <p>The trap: it waits for the broker thread, so the broker thread must never wait for it.
 */
final class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final int COPY_MESSAGES = 256;
    private static final int SLICE_BLOCKS = 4;
    private static final int COPY_BYTES = 1 << 20;
    private static final long CLOSING_BYTES = 4 << 20;

    /** How the worker waits for the broker thread: by {@code join}, or as a simulation has it. */
    interface Patience {
        <T> T await(CompletableFuture<T> answer);
    }

    private final Engine engine;
    private final Log log;
    private final @Nullable Snapshots snapshots;
    private final BrokerOptions options;
    private final Executor brokerThread;
    private final Executor worker;
    private final Patience patience;
    private final CopyForward copyForward;
    private boolean busy;
    private long doneAt;
    private long copied;
    private long taken;

    Maintenance(
            Engine engine,
            Log log,
            @Nullable Snapshots snapshots,
            BrokerOptions options,
            Executor brokerThread,
            Executor worker,
            Patience patience) {
        this.engine = engine;
        this.log = log;
        this.snapshots = snapshots;
        this.options = options;
        this.brokerThread = brokerThread;
        this.worker = worker;
        this.patience = patience;
        this.copyForward = new CopyForward(engine);
    }

    /** The log is this much longer, before the first append, than the newest snapshot knows. */
    void owes(long bytes) {
        doneAt = -bytes;
    }

    /** The broker closes: a snapshot now makes the next start quick, if there is enough for it to spare. */
    void close() {
        if (snapshots != null && !busy && engine.ledger().bytesAppended() - doneAt >= CLOSING_BYTES) {
            start(this::round);
        }
    }

    boolean isBusy() {
        return busy;
    }

    /** To be called by the broker thread now and then: starts a round when the log has grown enough. */
    void consider() {
        long due = snapshots == null ? log.segmentSize() : options.snapshotBytes();
        long grown = engine.ledger().bytesAppended() - doneAt;
        if (busy || engine.failure() != null) {
            return;
        }
        if (grown >= due) {
            start(this::round);
        } else if (grown > 0 && !log.hasRoom(log.segmentSize() / 64)) {
            start(this::makeRoom);
        }
    }

    /** What the disk is used for; for the broker thread. */
    DiskStatus status() {
        Usage usage = log.usage();
        long end = log.end();
        long grown = engine.ledger().bytesAppended() - doneAt;
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
        doneAt = engine.ledger().bytesAppended();
        worker.execute(() -> {
            try {
                work.run();
            } catch (IOException | RuntimeException e) {
                if (engine.failure() == null) { // a broker that closes has no more use for it
                    LOG.warn(
                            "Snapshot or copying forward failed, and is tried again after {} more bytes: {}",
                            options.snapshotBytes(),
                            e.toString());
                    brokerThread.execute(engine.report()::roundFailed);
                }
            }
            brokerThread.execute(() -> busy = false);
        });
    }

    private void round() throws IOException {
        if (snapshots != null) {
            snapshot(snapshots);
        }
        trim();
        while (ask(this::copyingPays)) {
            copyOldest();
            trim();
        }
    }

    /**
     * The disk is full, so a snapshot may find no room either. What is dead at the log's beginning can go without one, as
     * long as what defines the owners of the rest is said again first.
     */
    private void makeRoom() {
        long oldest = ask(this::oldestLive);
        if (oldest >= (log.first() / log.segmentSize() + 1) * log.segmentSize()) {
            awaitKept(ask(this::definitions));
            long before = Math.min(oldest, ask(() -> oneSegment(oldest)));
            sayAgain(before);
            trimBefore(before);
        }
    }

    private long oldestLive() {
        return engine.state().live().oldest(engine.ledger().lastPosition());
    }

    private void trimBefore(long position) {
        ask(() -> {
            log.trim(position);
            return true;
        });
    }

    /** Runs on the broker thread what is asked for on the worker. */
    private <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        brokerThread.execute(() -> {
            if (engine.failure() != null) {
                answer.completeExceptionally(new IllegalStateException(engine.failure()));
                return;
            }
            answer.complete(question.get());
        });
        return patience.await(answer);
    }

    private void awaitKept(CompletableFuture<Reply> kept) {
        Reply reply = patience.await(kept);
        if (reply instanceof Reply.Refused refused) {
            throw new IllegalStateException(refused.reason());
        }
    }

    private void snapshot(Snapshots target) throws IOException {
        SnapshotPass pass = ask(() -> {
            engine.report().snapshotBegins();
            return new SnapshotPass(engine.state(), SLICE_BLOCKS * options.block());
        });
        long start = ask(() -> engine.ledger().lastPosition());
        try (SnapshotWriter writer = target.begin(start)) {
            List<SnapshotRows.Row> rows = ask(pass::next);
            while (!rows.isEmpty()) {
                for (SnapshotRows.Row row : rows) {
                    writer.put(row.key(), row.value());
                }
                rows = ask(pass::next);
            }
            awaitKept(ask(this::definitions));
            writer.commit();
        }
        taken++;
        brokerThread.execute(engine.report()::snapshotTaken);
    }

    /** Says again what defines the store, in as many entries as it takes, and makes sure of all that came before. */
    private CompletableFuture<Reply> definitions() {
        Decision decision = engine.decision();
        long bytes = 0;
        for (Change definition : SnapshotPass.definitions(engine.state())) {
            bytes += definition.toString().length() * 3L;
            if (bytes > log.maxEntry() / 2 && !decision.isEmpty()) {
                engine.begin(decision);
                decision = engine.decision();
                bytes = 0;
            }
            decision.record(definition);
        }
        decision.sync();
        return engine.append(decision);
    }

    private void trim() {
        long covered = snapshots == null ? Long.MAX_VALUE : snapshots.coveredPosition();
        long before = Math.min(covered, ask(this::oldestLive));
        if (before / log.segmentSize() > log.first() / log.segmentSize()) {
            sayAgain(before);
            if (snapshots == null) {
                awaitKept(ask(this::definitions));
            }
            awaitKept(ask(this::barrier));
            trimBefore(before);
        }
    }

    /** What has gone may be trimmed once it is safe that it has gone: an acknowledgement counts before it is kept. */
    private CompletableFuture<Reply> barrier() {
        Decision nothing = engine.decision();
        nothing.sync();
        return engine.append(nothing);
    }

    /** Where identifiers must be said again, which takes of the reserve, one segment is freed at a time. */
    private long oneSegment(long before) {
        boolean nothing = engine.state().duplicates().before(before, null, 1).isEmpty();
        return nothing ? before : (log.first() / log.segmentSize() + 1) * log.segmentSize();
    }

    /** Identifiers that destinations remember, and that may have been said last in what is about to go, are said again. */
    private void sayAgain(long before) {
        int most = Math.max(1, Math.min(COPY_MESSAGES, log.maxEntry() / 2 / (Duplicates.MAX_LENGTH * 3 + 32)));
        List<Change.Remembered> slice = ask(() -> engine.state().duplicates().before(before, null, most));
        while (!slice.isEmpty()) {
            List<Change.Remembered> said = slice;
            Change.Remembered last = said.get(said.size() - 1);
            awaitKept(ask(() -> sayAgain(said)));
            slice = ask(() -> engine.state().duplicates().before(before, last, most));
        }
    }

    private CompletableFuture<Reply> sayAgain(List<Change.Remembered> all) {
        Decision decision = engine.decision();
        long behind = engine.ledger().lastPosition();
        for (Change.Remembered remembered : all) {
            decision.record(remembered);
            engine.state().duplicates().lies(remembered, behind);
        }
        decision.sync();
        return engine.append(decision);
    }

    /** Whether the log is more than twice what waits in it, and its oldest part could go but for what waits there. */
    private boolean copyingPays() {
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

    private void copyOldest() throws IOException {
        long end = (log.first() / log.segmentSize() + 1) * log.segmentSize();
        List<CopyForward.Candidate> batch = new ArrayList<>();
        long[] bytes = new long[1];
        log.replay(log.first(), (position, entry) -> {
            if (position >= end) {
                return false;
            }
            for (CopyForward.Candidate candidate : CopyForward.candidates(position, entry)) {
                bytes[0] += candidate.size();
                if (batch.size() == COPY_MESSAGES || bytes[0] > Math.min(COPY_BYTES, log.maxEntry())) {
                    copy(batch);
                    bytes[0] = candidate.size();
                }
                batch.add(candidate);
            }
            return true;
        });
        copy(batch);
        awaitKept(ask(this::definitions));
        ask(() -> {
            copyForward.setAsideBefore(end);
            return true;
        });
        copied++;
    }

    private void copy(List<CopyForward.Candidate> batch) {
        if (!batch.isEmpty()) {
            List<CopyForward.Candidate> part = List.copyOf(batch);
            batch.clear();
            awaitKept(ask(() -> copyForward.copy(part)));
        }
    }

    /** Rounds of copying forward, since the start; for the broker's own tests and measurements. */
    long copied() {
        return copied;
    }

    /** Snapshots taken since the start. */
    long taken() {
        return taken;
    }
}
