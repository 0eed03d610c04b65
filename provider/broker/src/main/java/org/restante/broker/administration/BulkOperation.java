package org.restante.broker.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.routing.Transfer;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;
import org.restante.link.AdminRequest.Act;
import org.restante.link.Caller;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * Bulk operations of an operator on the messages that match a filter: count, purge, move, copy or retry. Owned by the broker
 * thread.
 *
 * <p>Each request processes a part that takes milliseconds. The client repeats it from where it ended until all is done; other
 * requests run between.
 */
public final class BulkOperation {

    private static final String PURGED = "purged by an operator";
    private static final int MAX_MOVED = 100;
    private static final int MAX_COPIED = 100;
    private static final long MAX_COPIED_BYTES = 1 << 20;
    private static final int BYTES_PER_TAG = 11;

    private final State state;
    private final EnvelopeCache envelopes;
    private final Mover mover;
    private final Decisions decisions;
    private final int maxPurged;

    /**
     * Bounds each part by the size of an entry.
     *
     * @param maxEntry the largest entry that the log takes
     */
    public BulkOperation(State state, EnvelopeCache envelopes, Mover mover, Decisions decisions, int maxEntry) {
        this.state = state;
        this.envelopes = envelopes;
        this.mover = mover;
        this.decisions = decisions;
        this.maxPurged = Purger.bytes(maxEntry) / BYTES_PER_TAG;
    }

    void sweep(AdminRequest.Sweep request, Caller caller, CompletableFuture<Reply> answer) {
        DeliveryQueue queue = state.destinations().at(request.from());
        check(request, queue);
        long newest = Math.min(request.newest(), state.nextSequence() - 1);
        Part part = part(request, queue, caller, newest, answer);
        boolean reads = request.act() == Act.COPY;
        var which = Selection.Which.of(request.which(), newest, decisions.now(), reads);
        new Selection(queue, which, envelopes, part).from(request.after());
    }

    private void check(AdminRequest.Sweep request, DeliveryQueue queue) {
        Act act = request.act();
        Address to = request.to();
        if (request.most() < 1) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, request.most() + " messages cannot be the limit; the minimum is 1");
        }
        if ((to != null) != (act == Act.MOVE || act == Act.COPY)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    act + (to == null ? " needs a target queue; name one" : " has no target queue; leave out " + to));
        }
        if (to != null
                && (to.kind() != Address.Kind.QUEUE
                        || to.equals(queue.address())
                        || to.equals(AdminRequest.SCHEDULES))) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "a message of " + queue.address() + " cannot go to " + to + "; name another queue");
        }
        if (queue.address().equals(AdminRequest.SCHEDULES) && act != Act.COUNT && act != Act.PURGE) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    AdminRequest.SCHEDULES
                            + " holds schedules, which send copies by themselves; cancel, purge or export them");
        }
        if (act == Act.MOVE || act == Act.RETRY) {
            mover.checkNotBusy();
        }
    }

    private Part part(
            AdminRequest.Sweep request,
            DeliveryQueue queue,
            Caller caller,
            long newest,
            CompletableFuture<Reply> answer) {
        return switch (request.act()) {
            case COUNT -> new Part(request, newest, answer);
            case PURGE -> new Purge(request, queue, newest, answer);
            case MOVE, RETRY -> new Move(request, caller, newest, answer);
            case COPY -> new Copy(request, newest, answer);
        };
    }

    /** The part of one request; this base class counts the messages. */
    private static class Part implements Selection.Taker {
        final AdminRequest.Sweep request;
        private final long newest;
        private final CompletableFuture<Reply> answer;
        private long messages;
        private long bytes;
        private long stayed;
        private @Nullable String firstReason;
        private boolean isOver;

        Part(AdminRequest.Sweep request, long newest, CompletableFuture<Reply> answer) {
            this.request = request;
            this.newest = newest;
            this.answer = answer;
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            return count(reference);
        }

        /** Counts a message. Returns whether the limit allows another one. */
        final boolean count(MessageReference reference) {
            messages++;
            bytes += reference.message().size();
            return messages < request.most();
        }

        final void uncount(MessageReference reference) {
            messages--;
            bytes -= reference.message().size();
        }

        final void countStayed(Problem problem, String reason) {
            stayed++;
            firstReason = firstReason == null ? reason : firstReason;
            isOver |= problem == Problem.CLOSED || problem == Problem.RESOURCE_LIMIT;
        }

        final boolean isOver() {
            return isOver;
        }

        final long messages() {
            return messages;
        }

        final long bytes() {
            return bytes;
        }

        @Override
        public void end(@Nullable Tag last) {
            answer(last);
        }

        final void answer(@Nullable Tag last) {
            boolean ends = isOver || messages >= request.most();
            answer.complete(new Reply.Swept(messages, bytes, stayed, firstReason, ends ? null : last, newest));
        }
    }

    private final class Purge extends Part {
        private final DeliveryQueue queue;
        private final List<MessageReference> purged = new ArrayList<>();

        Purge(AdminRequest.Sweep request, DeliveryQueue queue, long newest, CompletableFuture<Reply> answer) {
            super(request, newest, answer);
            this.queue = queue;
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            purged.add(reference);
            return count(reference) && purged.size() < maxPurged;
        }

        @Override
        public void end(@Nullable Tag last) {
            Decision decision = decisions.begin();
            List<MessageReference> present = new ArrayList<>(purged.size());
            for (MessageReference reference : purged) {
                MessageReference found =
                        State.find(queue, reference.tag()); // another object if it was packed meanwhile
                if (found == null || (found.isInFlight() && !request.which().inFlight())) {
                    uncount(reference); // settled or delivered while another one was read
                } else {
                    present.add(found);
                }
            }
            Purger.settle(decision, queue, present, PURGED);
            decisions.append(decision).thenAccept(reply -> {
                if (reply instanceof Reply.Refused refused) {
                    countStayed(refused.problem(), refused.reason());
                }
                answer(last);
            });
        }
    }

    private final class Move extends Part {
        private final Transfer.Plan plan;
        private final List<CompletableFuture<Reply>> transfers = new ArrayList<>();

        Move(AdminRequest.Sweep request, Caller caller, long newest, CompletableFuture<Reply> answer) {
            super(request, newest, answer);
            Address to = request.to();
            this.plan = to == null ? mover.back(caller) : mover.to(to);
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            if (reference.isInFlight()) {
                countStayed(Problem.ILLEGAL_STATE, inFlight(reference));
                return true;
            }
            if (!isKept(reference)) {
                return true;
            }
            transfers.add(mover.begin(reference, plan).thenApply(reply -> {
                if (reply instanceof Reply.Refused refused) {
                    uncount(reference);
                    countStayed(refused.problem(), refused.reason());
                }
                return reply;
            }));
            return count(reference) && transfers.size() < MAX_MOVED && !mover.isBusy();
        }

        @Override
        public void end(@Nullable Tag last) {
            CompletableFuture.allOf(transfers.toArray(CompletableFuture[]::new)).thenRun(() -> answer(last));
        }
    }

    private static String inFlight(MessageReference reference) {
        return reference.message().id() + " is in flight; a consumer of "
                + reference.owner().address() + " must acknowledge it or give it back";
    }

    /** Whether the message is in the log, and so can be read. */
    private static boolean isKept(MessageReference reference) {
        return reference.message().isKept();
    }

    private final class Copy extends Part {
        private CompletableFuture<Reply> last = CompletableFuture.completedFuture(new Reply.Done());

        Copy(AdminRequest.Sweep request, long newest, CompletableFuture<Reply> answer) {
            super(request, newest, answer);
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            Address to = request.to();
            if (envelope == null || to == null) {
                return true;
            }
            Decision decision = decisions.begin();
            try {
                mover.copy(decision, envelope, to);
            } catch (RefusedException e) {
                countStayed(e.problem(), e.reason());
                return !isOver();
            }
            last = decisions.append(decision);
            return count(reference) && messages() < MAX_COPIED && bytes() < MAX_COPIED_BYTES;
        }

        @Override
        public void end(@Nullable Tag reached) {
            last.thenAccept(reply -> {
                if (reply instanceof Reply.Refused refused) {
                    countStayed(refused.problem(), refused.reason());
                }
                answer(reached);
            });
        }
    }
}
