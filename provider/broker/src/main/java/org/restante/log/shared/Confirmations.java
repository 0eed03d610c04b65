package org.restante.log.shared;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.restante.log.LogException;
import org.restante.log.LogFailedException;
import org.restante.log.StaleOwnerException;

/**
 * The appends of an owner that are not confirmed yet. An append is confirmed when the owner, as a reader of its own log, gets its
 * entry accepted. Any thread may call it; stages complete in order, on the thread that calls {@link #read} or {@link #fail}.
 *
 * <p>The first failure fails all appends that are not confirmed, and all later ones. Whether they are in the log is unknown.
 */
public final class Confirmations {

    private final long epoch;
    private final ArrayDeque<Expected> expected = new ArrayDeque<>();
    private final CompletableFuture<LogException> failed = new CompletableFuture<>();
    private @Nullable LogException failure;

    private record Expected(long number, long position, CompletableFuture<Long> stage) {}

    /** Of the owner with this epoch. */
    public Confirmations(long epoch) {
        this.epoch = epoch;
    }

    /** Before its records are appended: a stage that completes with the position when the entry is confirmed. */
    public CompletionStage<Long> expect(long number, long position) {
        CompletableFuture<Long> stage = new CompletableFuture<>();
        LogException failed;
        synchronized (expected) {
            failed = failure;
            if (failed == null) {
                expected.add(new Expected(number, position, stage));
            }
        }
        if (failed != null) {
            stage.completeExceptionally(failed);
        }
        return stage;
    }

    /** Takes what the owner has read. */
    public void read(Outcome outcome) {
        if (outcome instanceof Outcome.Entry entry) {
            confirm(entry.epoch(), entry.number());
        } else if (outcome instanceof Outcome.Trimmed trimmed) {
            confirm(trimmed.epoch(), trimmed.number());
        } else if (outcome instanceof Outcome.Alive alive && alive.epoch() > epoch) {
            succeeded(alive.epoch(), alive.claimant());
        } else if (outcome instanceof Outcome.Claimed claimed && claimed.epoch() > epoch) {
            fail(stale(claimed.epoch(), claimed.claimant()));
        } else if (outcome instanceof Outcome.Voided voided
                && voided.reason() == Outcome.Reason.GAP
                && voided.record() != null
                && voided.record().epoch() == epoch) {
            fail(new LogFailedException("An append was lost on the way to the log. " + voided.text(), null));
        }
    }

    private StaleOwnerException stale(long newer, Claimant claimant) {
        String where = claimant.address();
        return new StaleOwnerException(
                "The log is owned by epoch " + newer + ", '" + claimant.node() + "'"
                        + (where.isEmpty() ? "" : " at " + where)
                        + "; this handle has epoch " + epoch,
                where.isEmpty() ? null : where);
    }

    /** The claim itself may have been trimmed before this owner, which stood still, could read it. */
    private void succeeded(long newer, @Nullable Claimant claimant) {
        if (claimant != null) {
            fail(stale(newer, claimant));
            return;
        }
        fail(new StaleOwnerException("The log is owned by epoch " + newer + "; this handle has epoch " + epoch
                + " and did not see the claim"));
    }

    private void confirm(long of, long number) {
        if (of > epoch) {
            succeeded(of, null);
            return;
        }
        Expected head;
        synchronized (expected) {
            head = expected.peek();
            if (of != epoch || head == null || head.number != number) {
                return;
            }
            expected.remove();
        }
        head.stage.complete(head.position);
    }

    /** Fails what is not confirmed, and all later appends; idempotent, the first failure stays. */
    public void fail(LogException cause) {
        List<Expected> open;
        synchronized (expected) {
            failure = failure == null ? cause : failure;
            open = new ArrayList<>(expected);
            expected.clear();
        }
        open.forEach(one -> one.stage.completeExceptionally(cause));
        failed.complete(cause);
    }

    /** Completes with the first failure: for {@link org.restante.log.Log#lost}. */
    public CompletionStage<LogException> failed() {
        return failed.minimalCompletionStage();
    }

    /** Why appends fail; null while they are taken. */
    public @Nullable LogException failure() {
        synchronized (expected) {
            return failure;
        }
    }

    /** How many appends are not confirmed. */
    public int pending() {
        synchronized (expected) {
            return expected.size();
        }
    }
}
