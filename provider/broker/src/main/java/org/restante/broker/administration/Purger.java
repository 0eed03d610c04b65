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
 * Takes out whole destinations and subscriptions where an operator asks for it. Owned by the broker thread.
 *
 * <p>Each request does a part that fits one entry of the log and takes milliseconds; whoever asked asks again until all is done,
 * and others get their turn between.
 */
public final class Purger {

    private static final String REASON = "deleted by an operator";
    private static final int MAX_BYTES = 64 << 10;
    private static final int BYTES_PER_TAG = 11;
    private static final int BYTES_PER_CHANGE = 64;

    private final State state;
    private final int bytes;

    /**
     * Purges within entries of the log.
     *
     * @param maxEntry the largest entry that the log takes
     */
    public Purger(State state, int maxEntry) {
        this.state = state;
        this.bytes = bytes(maxEntry);
    }

    /** How many bytes of one entry a part may take. */
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
            throw new RefusedException(Problem.INVALID_DESTINATION, address + " goes with its connection");
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
                            + " messages in flight; close those consumers and their sessions first, or force it");
        }
    }

    /** Takes messages out, and out of the sessions that have them in flight. */
    static void settle(Decision decision, DeliveryQueue queue, List<MessageReference> gathered, String reason) {
        if (gathered.isEmpty()) {
            return;
        }
        List<Tag> tags = new ArrayList<>(gathered.size());
        for (MessageReference reference : gathered) {
            ClientSession session = ClientSession.of(reference);
            if (session != null) {
                session.inFlight().remove(reference);
            }
            tags.add(reference.tag());
        }
        decision.make(new Change.Settled(queue.id(), DeliveryStatus.State.PURGED, reason, tags));
        if (queue.isDurable()) {
            decision.sync();
        }
    }

    /** What one request takes out. */
    private static final class Part {
        private int left;
        private long messages;
        private long size;
        private long stayed;
        private @Nullable String why;

        Part(int bytes) {
            left = bytes;
        }

        /** Says whether nothing is left there. */
        boolean empty(Decision decision, DeliveryQueue queue) {
            List<MessageReference> gathered = new ArrayList<>();
            left -= BYTES_PER_CHANGE;
            MessageReference next = queue.backlog().first();
            while (next != null && left >= BYTES_PER_TAG) {
                gathered.add(next);
                left -= BYTES_PER_TAG;
                size += next.message().size();
                next = queue.backlog().after(next.tag());
            }
            messages += gathered.size();
            settle(decision, queue, gathered, REASON);
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
                why = owner.address() + " was emptied and stays, because it has "
                        + QueueConsumers.on(owner).size() + " consumers";
            }
        }

        Reply.Swept reply(@Nullable Tag next) {
            return new Reply.Swept(messages, size, stayed, why, next, 0);
        }
    }
}
