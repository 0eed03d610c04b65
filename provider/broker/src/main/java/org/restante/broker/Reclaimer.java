package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.QueueConsumers;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

/**
 * Puts messages in flight again for a reconnected client that still holds them, although the broker has returned them to their
 * queue meanwhile. Owned by the broker thread.
 *
 * <p>Each message keeps the attempt of its earlier delivery. Selectors are not checked again: the client holds only messages that
 * were delivered to it.
 */
final class Reclaimer {

    private final State state;
    private final Ledger ledger;

    Reclaimer(State state, Ledger ledger) {
        this.state = state;
        this.ledger = ledger;
    }

    Reply.Reclaimed reclaim(Decision decision, ClientConnection connection, Request.Reclaim request) {
        ClientConsumer consumer = connection.consumers().get(request.consumer());
        if (consumer == null) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "there is no consumer " + request.consumer() + "; open it first, then reclaim its messages");
        }
        ClientSession session = connection.session(request.session());
        List<Tag> reclaimed = new ArrayList<>();
        List<Tag> elsewhere = new ArrayList<>();
        List<MessageReference> taken = new ArrayList<>();
        for (Tag tag : request.tags()) {
            MessageReference reference = State.find(state.destinations().owner(tag.owner()), tag);
            if (reference != null && session.inFlight().contains(reference)) {
                reclaimed.add(tag);
            } else if (reference != null && isFree(reference, consumer)) {
                reclaimed.add(tag);
                taken.add(reference);
                hold(reference, consumer, session);
            } else if (reference != null) {
                elsewhere.add(tag);
            }
        }
        deliver(decision, consumer, taken);
        return new Reply.Reclaimed(reclaimed, elsewhere);
    }

    private static void hold(MessageReference reference, ClientConsumer consumer, ClientSession session) {
        reference.delivered(Math.max(1, reference.attempts()));
        reference.holdBy(consumer, session);
        session.inFlight().add(reference);
    }

    private static boolean isFree(MessageReference reference, ClientConsumer consumer) {
        DeliveryQueue queue = consumer.queue();
        boolean wasDelivered = reference.attempts() > 0 || !reference.isDelayed();
        boolean mayTake =
                !queue.policy().exclusive() || QueueConsumers.on(queue).get(0) == consumer;
        if (reference.owner() != queue
                || reference.isInFlight()
                || !reference.message().isKept()
                || !wasDelivered
                || !mayTake) {
            return false;
        }
        GroupMark mark = queue.groupOf(reference);
        return mark == null || QueueConsumers.of(queue).groups().claim(mark, consumer);
    }

    /** While the log is full, its reserve is for acknowledgements: the deliveries take effect and are not logged. */
    private void deliver(Decision decision, ClientConsumer consumer, List<MessageReference> taken) {
        if (taken.isEmpty()) {
            return;
        }
        Change delivered = new Change.Delivered(
                consumer.queue().id(),
                consumer.name(),
                consumer.connection().clientId(),
                taken.stream()
                        .map(reference -> new Change.Attempt(reference.tag(), reference.attempts()))
                        .toList());
        if (ledger.hasRoom()) {
            decision.make(delivered);
        } else {
            state.apply(decision.time(), delivered);
        }
    }
}
