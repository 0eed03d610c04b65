package org.restante.broker.administration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.QueueConsumers;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.broker.state.Topic;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * Deletes destinations and subscriptions with their messages, for operators. Owned by the broker thread.
 *
 * <p>Each request purges a part that fits in one entry of the log and takes milliseconds. The client repeats it from where it ended
 * until all is done; other requests run between.
 */
public final class Purger {

    private static final String REASON = "deleted by an operator";
    private static final int MAX_BYTES = 64 << 10;
    private static final int BYTES_PER_TAG = 11;
    private static final int BYTES_PER_CHANGE = 64;

    private final State state;
    private final int bytes;

    /**
     * Bounds each part by the size of an entry.
     *
     * @param maxEntry the largest entry that the log takes
     */
    public Purger(State state, int maxEntry) {
        this.state = state;
        this.bytes = bytes(maxEntry);
    }

    /** The most bytes of an entry that one part may take. */
    static int bytes(int maxEntry) {
        return Math.min(MAX_BYTES, maxEntry / 2);
    }

    Reply.Swept delete(Decision decision, AdminRequest.Delete request) {
        Place which = request.which();
        Topic topic = which.id() == 0 ? state.destinations().topic(which.address()) : null;
        List<DeliveryQueue> owners = owners(which, topic);
        if (!request.force()) {
            owners.forEach(Purger::checkUnused);
        }
        Part part = new Part(bytes);
        for (DeliveryQueue owner : owners) {
            boolean isEmpty = part.empty(decision, owner);
            if (!isEmpty || part.left < BYTES_PER_CHANGE) {
                return part.reply(new Tag(owner.id(), 0, 0));
            }
            part.remove(decision, owner, topic == null && owner.subscription() == null);
        }
        if (topic != null && topic.subscriptions().isEmpty()) {
            decision.make(new Change.DestinationRemoved(topic.id()));
        }
        decision.sync();
        return part.reply(null);
    }

    private List<DeliveryQueue> owners(Place which, @Nullable Topic topic) {
        Address address = which.address();
        if (address.kind().isTemporary()) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address + " is temporary and is deleted with its connection; close that connection instead");
        }
        return topic != null
                ? List.copyOf(topic.subscriptions())
                : List.of(state.destinations().at(which));
    }

    private static void checkUnused(DeliveryQueue owner) {
        if (QueueConsumers.isInUse(owner)) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    owner.address() + " has " + QueueConsumers.on(owner).size() + " consumers and " + owner.inFlight()
                            + " messages in flight; close those consumers and their sessions first, or force the deletion");
        }
    }

    /** Purges messages, and removes them from the sessions that have them in flight. */
    static void settle(Decision decision, DeliveryQueue queue, List<MessageReference> purged, String reason) {
        if (purged.isEmpty()) {
            return;
        }
        List<Tag> tags = new ArrayList<>(purged.size());
        for (MessageReference reference : purged) {
            ClientSession session = ClientSession.of(reference);
            if (session != null) {
                session.inFlight().remove(reference);
            }
            tags.add(reference.tag());
        }
        boolean isLogged = decision.make(new Change.Settled(queue.id(), DeliveryStatus.State.PURGED, reason, tags));
        if (isLogged && queue.isDurable()) {
            decision.sync();
        }
    }

    /** The part of one request. */
    private static final class Part {
        private int left;
        private long messages;
        private long size;
        private long stayed;
        private @Nullable String firstReason;

        Part(int bytes) {
            left = bytes;
        }

        /** Purges messages of a queue. Returns whether the queue is empty. */
        boolean empty(Decision decision, DeliveryQueue queue) {
            List<MessageReference> purged = new ArrayList<>();
            left -= BYTES_PER_CHANGE;
            MessageReference next = queue.backlog().first();
            while (next != null && left >= BYTES_PER_TAG) {
                purged.add(next);
                left -= BYTES_PER_TAG;
                size += next.message().size();
                next = queue.backlog().after(next.tag());
            }
            messages += purged.size();
            settle(decision, queue, purged, REASON);
            return next == null;
        }

        void remove(Decision decision, DeliveryQueue owner, boolean isQueue) {
            if (QueueConsumers.on(owner).isEmpty()) {
                left -= BYTES_PER_CHANGE;
                decision.make(
                        isQueue
                                ? new Change.DestinationRemoved(owner.id())
                                : new Change.SubscriptionRemoved(owner.id()));
            } else {
                stayed++;
                firstReason = owner.address() + " was emptied and stays, because it has "
                        + QueueConsumers.on(owner).size() + " consumers";
            }
        }

        Reply.Swept reply(@Nullable Tag next) {
            return new Reply.Swept(messages, size, stayed, firstReason, next, 0);
        }
    }
}
