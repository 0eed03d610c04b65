package org.restante.broker.routing;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Eviction;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Envelope;

/**
 * Moves messages from one queue or subscription to another. Removal and storage are one entry of the log, so after a crash the
 * message is in exactly one of the two. Owned by the broker thread.
 *
 * <p>The envelope may have to be read first. Meanwhile the message is in flight without a consumer; after a restart it waits in its
 * old queue. Messages are moved in the order in which their transfers were begun. A message that cannot be moved, because the log
 * or the operator's target queue is full, or there are too many queues, waits in its old queue again.
 */
public final class Transfer implements Chore {

    /** The most transfers in progress; while there are so many, no more are begun. */
    private static final int MAX_OPEN = 10_000;

    private static final int MAX_READING = 64;
    private static final long MAX_PENDING = 32L << 20;

    /** Decides how and where a message is stored. */
    public interface Plan {
        /**
         * Decides on one message.
         *
         * @throws RefusedException if the message must stay
         */
        Relocation relocate(Envelope envelope);
    }

    /**
     * The message as it is stored in its new place, and the outcome recorded in the history of the old one.
     *
     * @param subscription the subscription that gets the message; null for the queue that is its destination, created if absent
     */
    public record Relocation(
            Envelope envelope, @Nullable DeliveryQueue subscription, DeliveryStatus.State outcome, String reason) {}

    /** One transfer in progress; compared by identity. */
    private static final class Move {
        private final MessageReference reference;
        private final Plan plan;
        private final boolean synced;
        private final boolean wasInFlight;
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();
        private boolean isRead;
        private @Nullable Envelope envelope;
        private String failure = "";

        Move(MessageReference reference, Plan plan, boolean synced) {
            this.reference = reference;
            this.plan = plan;
            this.synced = synced;
            this.wasInFlight = reference.isInFlight();
        }
    }

    private final State state;
    private final Ledger ledger;
    private final EnvelopeCache envelopes;
    private final Router router;
    private final Placement placement;
    private final Dispatcher dispatcher;
    private final Decisions decisions;
    private final Set<Move> open = new LinkedHashSet<>();
    private final ArrayDeque<Move> unread = new ArrayDeque<>();
    private final ArrayDeque<Move> reading = new ArrayDeque<>();

    public Transfer(
            State state,
            Ledger ledger,
            EnvelopeCache envelopes,
            Router router,
            Placement placement,
            Dispatcher dispatcher,
            Decisions decisions) {
        this.state = state;
        this.ledger = ledger;
        this.envelopes = envelopes;
        this.router = router;
        this.placement = placement;
        this.dispatcher = dispatcher;
        this.decisions = decisions;
    }

    /** Whether no more transfers may be begun until {@link #run} has finished some. */
    public boolean isFull() {
        return open.size() >= MAX_OPEN;
    }

    /** Whether a transfer of this message may be begun now, and the log has room for it. */
    boolean accepts(MessageReference reference) {
        return !isFull() && ledger.refusal(reference.message().size() * 2L) == null;
    }

    /**
     * Begins the transfer of a message. The future completes when the message is in its new place, or waits in its old one
     * again.
     */
    CompletableFuture<Reply> begin(MessageReference reference, Plan plan) {
        return begin(new Move(reference, plan, false));
    }

    /** Begins the transfer of a message for an operator: respects the bounds of the target, and completes after a sync. */
    public CompletableFuture<Reply> beginSynced(MessageReference reference, Plan plan) {
        return begin(new Move(reference, plan, true));
    }

    private CompletableFuture<Reply> begin(Move move) {
        open.add(move);
        unread.add(move);
        move.reference.hold();
        return move.answer;
    }

    /** Continues the transfers in progress. Returns whether any was finished. */
    @Override
    public boolean run(long now) {
        while (reading.size() < MAX_READING && !unread.isEmpty()) {
            Move move = unread.remove();
            reading.add(move);
            envelopes.fetch(move.reference.message(), (envelope, failure) -> {
                move.isRead = true;
                move.envelope = envelope;
                move.failure = failure;
            });
        }
        boolean any = false;
        Move first = reading.peek();
        while (first != null && first.isRead && ledger.pendingBytes() < MAX_PENDING) {
            finish(reading.remove());
            any = true;
            first = reading.peek();
        }
        return any;
    }

    private void finish(Move move) {
        open.remove(move);
        MessageReference reference = move.reference;
        if (State.find(DeliveryQueue.of(reference), reference.tag()) != reference) {
            refuse(move, Problem.ILLEGAL_STATE, reference.message() + " was settled meanwhile");
        } else if (move.envelope == null) {
            dispatcher.setAside(reference, move.failure);
            refuse(move, Problem.INTERNAL, reference.message() + " cannot be read and was set aside");
        } else {
            try {
                Relocation relocation = move.plan.relocate(move.envelope);
                placement.checkRoom(relocation.envelope, relocation.reason.length() * 3L);
                if (target(relocation) == null) {
                    placement.checkSpace(relocation.envelope.header().destination());
                }
                if (move.synced) {
                    placement.checkBounds(target(relocation), relocation.envelope);
                }
                relocate(move, relocation);
            } catch (RefusedException e) {
                putBack(move);
                refuse(move, e.problem(), e.reason());
            }
        }
    }

    private static void refuse(Move move, Problem problem, String reason) {
        move.answer.complete(new Reply.Refused(problem, reason));
    }

    /** The broker ends: refuses all transfers in progress. */
    public void end(String reason) {
        open.forEach(move -> refuse(move, Problem.CLOSED, reason));
        open.clear();
    }

    /** The target of a relocation; null for a queue that does not exist yet. */
    private @Nullable DeliveryQueue target(Relocation relocation) {
        return relocation.subscription != null
                ? relocation.subscription
                : state.destinations().queue(relocation.envelope.header().destination());
    }

    private void relocate(Move move, Relocation relocation) {
        Decision decision = decisions.begin();
        DeliveryQueue to = relocation.subscription == null
                ? router.queue(decision, relocation.envelope.header().destination())
                : relocation.subscription;
        MessageReference from = move.reference;
        decision.make(
                new Change.Settled(from.owner().id(), relocation.outcome, relocation.reason, List.of(from.tag())));
        placement.put(decision, to, relocation.envelope, 0);
        if (move.synced) {
            decision.sync();
        }
        decisions.append(decision).thenAccept(move.answer::complete);
    }

    /** Returns a message to its old queue. */
    private void putBack(Move move) {
        MessageReference reference = move.reference;
        Decision decision = decisions.begin();
        DeliveryQueue queue = DeliveryQueue.of(reference);
        if (move.wasInFlight) {
            decision.make(Acknowledgements.returned(reference, decision.time()));
        } else {
            reference.returned(reference.attempts());
        }
        Eviction.afterReturned(decision, queue, 1);
        ledger.append(decision);
        if (State.find(queue, reference.tag()) == reference
                && !reference.message().isExpired(decision.time())) {
            queue.rewind(reference);
            dispatcher.lookAgain(queue);
        }
    }
}
