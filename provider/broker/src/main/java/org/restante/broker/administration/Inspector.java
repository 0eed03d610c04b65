package org.restante.broker.administration;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.History;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Envelope;
import org.restante.message.MessageId;
import org.restante.selector.Selector;

/** Answers requests for the status of a message and for the pages of a browser; changes nothing. Owned by the broker thread. */
public final class Inspector {

    private static final int MAX_LOOKED_AT = 1000;
    private static final int MAX_BYTES = 1 << 20;

    private final State state;
    private final EnvelopeCache envelopes;
    private final InstantSource clock;

    public Inspector(State state, EnvelopeCache envelopes, InstantSource clock) {
        this.state = state;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    public Reply status(MessageId id) {
        List<DeliveryStatus> found = new ArrayList<>(state.history().of(id));
        for (DeliveryQueue owner : state.destinations().owners()) {
            if (owner.branch() == null) {
                owner.look(id, reference -> found.add(History.statusOf(reference, reference.steps())));
            }
        }
        return new Reply.Statuses(found);
    }

    public void browse(Request.Browse request, CompletableFuture<Reply> answer) {
        Selector selector = SelectorText.parse(request.selector());
        DeliveryQueue queue = state.destinations().queue(request.destination());
        if (queue == null && request.destination().kind().isTemporary()) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    request.destination() + " is gone; it was deleted, or its connection closed");
        }
        if (queue == null) {
            answer.complete(new Reply.Page(List.of(), null, state.nextSequence() - 1));
            return;
        }
        long newest = Math.min(request.newest(), state.nextSequence() - 1);
        var which = new Selection.Which(visible(queue, newest, clock.millis()), selector, true, MAX_LOOKED_AT);
        new Selection(queue, which, envelopes, new Page(queue, request.limit(), newest, answer)).from(request.after());
    }

    /** Operators also see schedules, which are due later. */
    private static Predicate<MessageReference> visible(DeliveryQueue queue, long newest, long now) {
        boolean isForOperators = queue.address().equals(AdminRequest.SCHEDULES);
        return reference -> reference.sequence() <= newest
                && reference.message().isKept()
                && (isForOperators || reference.message().deliveryTime() <= now)
                && !reference.message().isExpired(now);
    }

    /** The page of one request. */
    private static final class Page implements Selection.Taker {
        private final DeliveryQueue queue;
        private final int limit;
        private final long newest;
        private final CompletableFuture<Reply> answer;
        private final List<Reply.Waiting> messages = new ArrayList<>();
        private int bytes;

        Page(DeliveryQueue queue, int limit, long newest, CompletableFuture<Reply> answer) {
            this.queue = queue;
            this.limit = Math.max(1, Math.min(MAX_LOOKED_AT, limit));
            this.newest = newest;
            this.answer = answer;
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            if (envelope != null) {
                messages.add(new Reply.Waiting(envelope, reference.attempts()));
                bytes += envelope.size();
            }
            return messages.size() < limit && bytes < MAX_BYTES;
        }

        /** A browser may show a message that is gone by the time its reader sees it. */
        @Override
        public boolean takesWhatIsGone() {
            return true;
        }

        @Override
        public void end(@Nullable Tag last) {
            boolean isWhole = last == null || queue.backlog().after(last) == null;
            answer.complete(new Reply.Page(messages, isWhole ? null : last, newest));
        }
    }
}
