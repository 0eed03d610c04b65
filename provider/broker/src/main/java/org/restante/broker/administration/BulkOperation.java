package org.restante.broker.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.routing.Transfer;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;
import org.restante.link.AdminRequest.Act;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * Does what an operator wants with messages that match a filter: counts, purges, moves, copies or retries them. Owned by the
 * broker thread.
 *
 * <p>Each request does a part that takes milliseconds; whoever asked asks again until all is done, and others get their turn
 * between.
 */
public final class BulkOperation {

    private static final String PURGED = "purged by an operator";
    private static final int MAX_MOVED = 100;
    private static final int MAX_COPIED = 100;
    private static final long MAX_COPIED_BYTES = 1 << 20;
    private static final int BYTES_PER_TAG = 11;

    private final State state;
    private final EnvelopeCache bodies;
    private final Mover mover;
    private final Decisions decisions;
    private final int mostPurged;

    /**
     * Works within entries of the log.
     *
     * @param maxEntry the largest entry that the log takes
     */
    public BulkOperation(State state, EnvelopeCache bodies, Mover mover, Decisions decisions, int maxEntry) {
        this.state = state;
        this.bodies = bodies;
        this.mover = mover;
        this.decisions = decisions;
        this.mostPurged = Purger.bytes(maxEntry) / BYTES_PER_TAG;
    }

    void sweep(AdminRequest.Sweep request, CompletableFuture<Reply> answer) {
        DeliveryQueue queue = state.destinations().at(request.from());
        check(request, queue);
        long newest = Math.min(request.newest(), state.nextSequence() - 1);
        Part part = part(request, queue, newest, answer);
        boolean reads = request.act() == Act.COPY;
        var which = Selection.Which.of(request.which(), newest, decisions.now(), reads);
        new Selection(queue, which, bodies, part).from(request.after());
    }

    private void check(AdminRequest.Sweep request, DeliveryQueue queue) {
        Act act = request.act();
        Address to = request.to();
        if (request.most() < 1) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE, request.most() + " messages are meant at the most; the least is 1");
        }
        if ((to != null) != (act == Act.MOVE || act == Act.COPY)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    act + (to == null ? " goes to a queue; name one" : " goes to no " + to));
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

    private Part part(AdminRequest.Sweep request, DeliveryQueue queue, long newest, CompletableFuture<Reply> answer) {
        return switch (request.act()) {
            case COUNT -> new Part(request, newest, answer);
            case PURGE -> new Purge(request, queue, newest, answer);
            case MOVE, RETRY -> new Move(request, newest, answer);
            case COPY -> new Copy(request, newest, answer);
        };
    }

    /** What one request does; by itself it counts. */
    private static class Part implements Selection.Taker {
        final AdminRequest.Sweep request;
        private final long newest;
        private final CompletableFuture<Reply> answer;
        private long messages;
        private long bytes;
        private long stayed;
        private @Nullable String why;
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

        /** Says whether another one may come. */
        final boolean count(MessageReference reference) {
            messages++;
            bytes += reference.message().size();
            return messages < request.most();
        }

        final void uncount(MessageReference reference) {
            messages--;
            bytes -= reference.message().size();
        }

        final void leave(Problem problem, String reason) {
            stayed++;
            why = why == null ? reason : why;
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
            answer.complete(new Reply.Swept(messages, bytes, stayed, why, ends ? null : last, newest));
        }
    }

    private final class Purge extends Part {
        private final DeliveryQueue queue;
        private final List<MessageReference> gathered = new ArrayList<>();

        Purge(AdminRequest.Sweep request, DeliveryQueue queue, long newest, CompletableFuture<Reply> answer) {
            super(request, newest, answer);
            this.queue = queue;
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            gathered.add(reference);
            return count(reference) && gathered.size() < mostPurged;
        }

        @Override
        public void end(@Nullable Tag last) {
            Decision decision = decisions.begin();
            List<MessageReference> there = new ArrayList<>(gathered.size());
            for (MessageReference reference : gathered) {
                MessageReference found = State.find(queue, reference.tag()); // packed meanwhile, it is another object
                if (found == null || (found.isInFlight() && !request.which().inFlight())) {
                    uncount(reference); // it has gone, or out, while another one was read
                } else {
                    there.add(found);
                }
            }
            Purger.settle(decision, queue, there, PURGED);
            decisions.append(decision).thenAccept(reply -> {
                if (reply instanceof Reply.Refused refused) {
                    leave(refused.problem(), refused.reason());
                }
                answer(last);
            });
        }
    }

    private final class Move extends Part {
        private final Transfer.Plan plan;
        private final List<CompletableFuture<Reply>> begun = new ArrayList<>();

        Move(AdminRequest.Sweep request, long newest, CompletableFuture<Reply> answer) {
            super(request, newest, answer);
            Address to = request.to();
            this.plan = to == null ? mover::back : mover.to(to);
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            if (reference.isInFlight()) {
                leave(Problem.ILLEGAL_STATE, inFlight(reference));
                return true;
            }
            if (!isKept(reference)) {
                return true;
            }
            begun.add(mover.begin(reference, plan).thenApply(reply -> {
                if (reply instanceof Reply.Refused refused) {
                    uncount(reference);
                    leave(refused.problem(), refused.reason());
                }
                return reply;
            }));
            return count(reference) && begun.size() < MAX_MOVED && !mover.isBusy();
        }

        @Override
        public void end(@Nullable Tag last) {
            CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).thenRun(() -> answer(last));
        }
    }

    private static String inFlight(MessageReference reference) {
        return reference.message().id() + " is in flight; a consumer of "
                + reference.owner().address() + " must acknowledge it or give it back";
    }

    /** It lies in the log, and so can be read again. */
    private static boolean isKept(MessageReference reference) {
        return reference.message().position() != StoredMessage.NOWHERE;
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
                leave(e.problem(), e.reason());
                return !isOver();
            }
            last = decisions.append(decision);
            return count(reference) && messages() < MAX_COPIED && bytes() < MAX_COPIED_BYTES;
        }

        @Override
        public void end(@Nullable Tag reached) {
            last.thenAccept(reply -> {
                if (reply instanceof Reply.Refused refused) {
                    leave(refused.problem(), refused.reason());
                }
                answer(reached);
            });
        }
    }
}
