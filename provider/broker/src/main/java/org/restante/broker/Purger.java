package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * Takes messages out where an operator asks for it, and whole destinations. Owned by the broker thread.
 *
 * <p>Each request does a part that fits one entry of the log and takes milliseconds; whoever asked asks again until all is done,
 * and others get their turn between.
 */
final class Purger {

    private static final String REASON = "purged by an operator";
    private static final int MOST_LOOKED_AT = 10_000;
    private static final int MOST_BYTES = 64 << 10;
    private static final int BYTES_PER_TAG = 11;
    private static final int BYTES_PER_CHANGE = 64;

    private final State state;
    private final int bytes;

    /** @param maxEntry the largest entry that the log takes */
    Purger(State state, int maxEntry) {
        this.state = state;
        this.bytes = Math.min(MOST_BYTES, maxEntry / 2);
    }

    Reply.Purged purge(Decision decision, AdminRequest.Purge request) {
        DeliveryQueue queue = state.destinations().owner(request.id());
        if (queue == null || queue.branch() != null) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "no queue or subscription has the number " + request.id() + "; it may be gone by now");
        }
        long newest = Math.min(request.newest(), state.nextSequence() - 1);
        Part part = new Part(bytes);
        Tag next = part.gather(queue, request.after(), request.inFlight(), newest);
        part.settle(decision, queue);
        return new Reply.Purged(part.settled, next, newest);
    }

    Reply.Purged delete(Decision decision, AdminRequest.Delete request) {
        Topic topic = state.destinations().topic(request.address());
        List<DeliveryQueue> owners = owners(request.address(), topic);
        if (!request.force()) {
            owners.forEach(Purger::checkUnused);
        }
        Part part = new Part(bytes);
        for (DeliveryQueue owner : owners) {
            Tag next = part.gather(owner, null, true, Long.MAX_VALUE);
            part.settle(decision, owner);
            if (next != null || !part.has(BYTES_PER_CHANGE)) {
                return new Reply.Purged(part.settled, new Tag(owner.id(), 0, 0), 0);
            }
            if (owner.consumers().isEmpty()) {
                part.left -= BYTES_PER_CHANGE;
                decision.make(
                        topic == null
                                ? new Change.DestinationRemoved(owner.id())
                                : new Change.SubscriptionRemoved(owner.id()));
            }
        }
        if (topic != null && topic.subscriptions().isEmpty()) {
            decision.make(new Change.DestinationRemoved(topic.id()));
        }
        decision.sync();
        return new Reply.Purged(part.settled, null, 0);
    }

    private List<DeliveryQueue> owners(Address address, @Nullable Topic topic) {
        DeliveryQueue queue = state.destinations().queue(address);
        if (address.kind().isTemporary() || (topic == null && queue == null)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address + (address.kind().isTemporary() ? " goes with its connection" : " is not there"));
        }
        return topic != null ? List.copyOf(topic.subscriptions()) : queue == null ? List.of() : List.of(queue);
    }

    private static void checkUnused(DeliveryQueue owner) {
        if (owner.isInUse()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    owner.address() + " has " + owner.consumers().size() + " consumers and " + owner.inFlight()
                            + " messages in flight; close those consumers and their sessions first, or force it");
        }
    }

    /** What one request takes out. */
    private static final class Part {
        private final List<MessageReference> gathered = new ArrayList<>();
        private int left;
        private int settled;

        Part(int bytes) {
            left = bytes;
        }

        boolean has(int wanted) {
            return left >= wanted;
        }

        /** Returns the last that was looked at, null at the end. */
        @Nullable
        Tag gather(DeliveryQueue queue, @Nullable Tag after, boolean inFlight, long newest) {
            left -= BYTES_PER_CHANGE;
            Tag last = after;
            int looked = 0;
            MessageReference next =
                    after == null ? queue.backlog().first() : queue.backlog().after(after);
            while (next != null) {
                if (++looked > MOST_LOOKED_AT || !has(BYTES_PER_TAG)) {
                    return last == null ? new Tag(queue.id(), Backlog.HIGHEST, 0) : last;
                }
                last = next.tag();
                if (next.sequence() <= newest && (inFlight || !next.isInFlight())) {
                    gathered.add(next);
                    left -= BYTES_PER_TAG;
                }
                next = queue.backlog().after(last);
            }
            return null;
        }

        void settle(Decision decision, DeliveryQueue queue) {
            if (gathered.isEmpty()) {
                return;
            }
            List<Tag> tags = new ArrayList<>(gathered.size());
            for (MessageReference reference : gathered) {
                ClientConsumer holder = reference.holder();
                if (holder != null) {
                    holder.session().inFlight().remove(reference);
                }
                tags.add(reference.tag());
            }
            gathered.clear();
            settled += tags.size();
            decision.make(new Change.Settled(queue.id(), DeliveryStatus.State.PURGED, REASON, tags));
            if (queue.isDurable()) {
                decision.sync();
            }
        }
    }
}
