package org.restante.broker.administration;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
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

/** Answers questions about what waits, and changes nothing. Owned by the broker thread. */
public final class Inspector {

    private static final int MAX_LOOKED_AT = 1000;
    private static final int MAX_BYTES = 1 << 20;

    private final State state;
    private final EnvelopeCache bodies;
    private final InstantSource clock;

    public Inspector(State state, EnvelopeCache bodies, InstantSource clock) {
        this.state = state;
        this.bodies = bodies;
        this.clock = clock;
    }

    public Reply status(MessageId id) {
        List<DeliveryStatus> found = new ArrayList<>(state.history().of(id));
        for (DeliveryQueue owner : state.destinations().owners()) {
            if (owner.branch() == null) {
                owner.backlog().forEach(id, reference -> found.add(State.statusOf(reference, reference.steps())));
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
        new Walk(queue, selector, request, answer).from(request.after());
    }

    /** One page in the making: it stops where an envelope must be read first, and goes on from there. */
    private final class Walk {
        private final DeliveryQueue queue;
        private final @Nullable Selector selector;
        private final int limit;
        private final long newest;
        private final CompletableFuture<Reply> answer;
        private final List<Reply.Waiting> page = new ArrayList<>();
        private final long now = clock.millis();
        private final boolean isForOperators;
        private @Nullable Tag last;
        private int lookedAt;
        private int bytes;

        Walk(
                DeliveryQueue queue,
                @Nullable Selector selector,
                Request.Browse request,
                CompletableFuture<Reply> answer) {
            this.queue = queue;
            this.isForOperators = queue.address().equals(AdminRequest.SCHEDULES);
            this.selector = selector;
            this.limit = Math.max(1, Math.min(MAX_LOOKED_AT, request.limit()));
            this.newest = Math.min(request.newest(), state.nextSequence() - 1);
            this.answer = answer;
        }

        void from(@Nullable Tag after) {
            last = after;
            MessageReference next =
                    after == null ? queue.backlog().first() : queue.backlog().after(after);
            while (next != null) {
                if (page.size() == limit || lookedAt == MAX_LOOKED_AT || bytes >= MAX_BYTES) {
                    answer.complete(new Reply.Page(page, last, newest));
                    return;
                }
                lookedAt++;
                last = next.tag();
                if (!isVisible(next)) {
                    next = queue.backlog().after(last);
                    continue;
                }
                Envelope envelope = next.message().envelope();
                if (envelope == null) {
                    readThenGoOn(next);
                    return;
                }
                take(next, envelope);
                next = queue.backlog().after(last);
            }
            answer.complete(new Reply.Page(page, null, newest));
        }

        private boolean isVisible(MessageReference reference) {
            return reference.sequence() <= newest
                    && reference.message().position() != StoredMessage.NOWHERE
                    && (isForOperators || reference.message().deliveryTime() <= now)
                    && !reference.message().isExpired(now);
        }

        private void readThenGoOn(MessageReference reference) {
            bodies.fetch(reference.message(), (read, failure) -> {
                if (read != null) {
                    take(reference, read);
                }
                from(reference.tag());
            });
        }

        private void take(MessageReference reference, Envelope envelope) {
            if (selector == null || selector.matches(envelope)) {
                page.add(new Reply.Waiting(envelope, reference.attempts()));
                bytes += envelope.size();
            }
        }
    }
}
