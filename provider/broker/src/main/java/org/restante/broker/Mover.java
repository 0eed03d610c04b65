package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/** Takes messages elsewhere because an operator says so. Owned by the broker thread. */
final class Mover {

    private static final int SLICE = 100;

    private final State state;
    private final Transfer transfer;

    Mover(State state, Transfer transfer) {
        this.state = state;
        this.transfer = transfer;
    }

    void retry(AdminRequest.Retry request, CompletableFuture<Reply> answer) {
        DeliveryQueue queue = queue(request.queue());
        if (request.message() == null) {
            new Walk(queue, answer).goOn(null);
        } else {
            move(queue, request.message(), this::back, answer);
        }
    }

    void move(AdminRequest.Move request, CompletableFuture<Reply> answer) {
        Address to = request.to();
        if (to.kind() != Address.Kind.QUEUE || to.equals(request.from())) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "a message of " + request.from() + " cannot be moved to " + to + "; name another queue");
        }
        Transfer.Plan plan = envelope -> new Transfer.Letter(
                envelope.with(Origin.header(envelope, to, envelope.header().expiration()), envelope.properties()),
                null,
                DeliveryStatus.State.MOVED,
                "moved to " + to);
        move(queue(request.from()), request.message(), plan, answer);
    }

    private DeliveryQueue queue(Address address) {
        DeliveryQueue queue = state.destinations().queue(address);
        if (queue == null) {
            throw new RefusedException(Problem.INVALID_DESTINATION, "there is no queue " + address);
        }
        return queue;
    }

    private void move(DeliveryQueue queue, MessageId id, Transfer.Plan plan, CompletableFuture<Reply> answer) {
        List<MessageReference> found = new ArrayList<>(1);
        queue.backlog().forEach(reference -> {
            if (isKept(reference) && reference.message().hasId(id)) {
                found.add(reference);
            }
        });
        if (found.isEmpty()) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION, "no message " + id + " waits in " + queue.address());
        }
        MessageReference reference = found.get(0);
        if (reference.isInFlight()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    id + " is in flight; a consumer of " + queue.address() + " must acknowledge it or give it back");
        }
        checkNotBusy();
        transfer.beginSynced(reference, plan)
                .thenAccept(
                        reply -> answer.complete(reply instanceof Reply.Done ? new Reply.Moved(1, 0, null) : reply));
    }

    private static boolean isKept(MessageReference reference) {
        return reference.message().position() != StoredMessage.NOWHERE;
    }

    private void checkNotBusy() {
        if (transfer.isFull()) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT, "the broker is busy taking messages to other queues; try again later");
        }
    }

    /** Back to where the message came from, as it was before. */
    private Transfer.Letter back(Envelope envelope) {
        Origin origin = Origin.read(envelope);
        if (origin == null || origin.address().kind().isTemporary()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    envelope.id() + " does not say where it came from, so it stays; move it to a queue");
        }
        return new Transfer.Letter(
                origin.unmark(envelope),
                origin.address().kind().isTopic() ? subscription(envelope, origin) : null,
                DeliveryStatus.State.MOVED,
                "sent back to " + origin);
    }

    private DeliveryQueue subscription(Envelope envelope, Origin origin) {
        for (boolean durable : new boolean[] {true, false}) {
            DeliveryQueue found = origin.subscription() == null
                    ? null
                    : state.destinations()
                            .subscription(
                                    new SubscriptionDefinition.Key(durable, origin.clientId(), origin.subscription()));
            if (found != null && found.address().equals(origin.address())) {
                return found;
            }
        }
        throw new RefusedException(
                Problem.INVALID_DESTINATION,
                envelope.id() + " came from " + (origin.subscription() == null ? "a subscription of " : "") + origin
                        + ", which is gone, so it stays; move it to a queue");
    }

    /** All that waited when it began, slice by slice. */
    private final class Walk {
        private final DeliveryQueue queue;
        private final CompletableFuture<Reply> answer;
        private final long newest = state.nextSequence() - 1;
        private long moved;
        private long stayed;
        private @Nullable String why;
        private boolean ends;

        Walk(DeliveryQueue queue, CompletableFuture<Reply> answer) {
            this.queue = queue;
            this.answer = answer;
        }

        void goOn(@Nullable Tag after) {
            checkNotBusy();
            List<CompletableFuture<Reply>> slice = new ArrayList<>();
            Tag last = after;
            MessageReference next =
                    after == null ? queue.backlog().first() : queue.backlog().after(after);
            while (next != null && slice.size() < SLICE && !transfer.isFull()) {
                last = next.tag();
                if (next.sequence() <= newest && !next.isInFlight() && isKept(next)) {
                    slice.add(transfer.beginSynced(next, Mover.this::back));
                }
                next = queue.backlog().after(last);
            }
            ends = next == null;
            Tag reached = last;
            CompletableFuture.allOf(slice.toArray(CompletableFuture[]::new)).thenRun(() -> {
                slice.forEach(reply -> count(reply.join()));
                if (ends) {
                    answer.complete(new Reply.Moved(moved, stayed, why));
                } else {
                    goOnOrEnd(reached);
                }
            });
        }

        private void goOnOrEnd(@Nullable Tag reached) {
            try {
                goOn(reached);
            } catch (RefusedException e) {
                answer.complete(new Reply.Moved(moved, stayed + 1, e.reason()));
            }
        }

        private void count(Reply reply) {
            if (reply instanceof Reply.Refused refused) {
                stayed++;
                why = why == null ? refused.reason() : why;
                ends |= refused.problem() == Problem.CLOSED || refused.problem() == Problem.RESOURCE_LIMIT;
            } else {
                moved++;
            }
        }
    }
}
