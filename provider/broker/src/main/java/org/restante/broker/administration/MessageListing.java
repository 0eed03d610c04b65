package org.restante.broker.administration;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.MessageStatus;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Shows operators which messages there are and how they stand, a part at a time, and changes nothing. Owned by the broker thread. */
public final class MessageListing {

    private static final int MAX_LISTED = 1000;
    private static final int MAX_STEPS = 10_000;
    private static final int MAX_BYTES = 1 << 20;

    /** The owner that stands for what is gone, in the place to go on from; owners are numbered from 1. */
    private static final int GONE = 0;

    private final State state;
    private final EnvelopeCache bodies;
    private final InstantSource clock;

    public MessageListing(State state, EnvelopeCache bodies, InstantSource clock) {
        this.state = state;
        this.bodies = bodies;
        this.clock = clock;
    }

    void look(AdminRequest.Look request, CompletableFuture<Reply> answer) {
        DeliveryQueue queue = state.destinations().at(request.at());
        long newest = Math.min(request.newest(), state.nextSequence() - 1);
        int most = Math.max(1, Math.min(MAX_LISTED, request.most()));
        var which = Selection.Which.of(request.which(), newest, clock.millis(), true);
        new Selection(queue, which, bodies, new Page(most, newest, answer)).from(request.after());
    }

    private final class Page implements Selection.Taker {
        private final int most;
        private final long newest;
        private final CompletableFuture<Reply> answer;
        private final List<Reply.Seen> seen = new ArrayList<>();
        private final Branches branches = new Branches();
        private long bytes;

        Page(int most, long newest, CompletableFuture<Reply> answer) {
            this.most = most;
            this.newest = newest;
            this.answer = answer;
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            if (envelope != null && !reference.message().isExpired(clock.millis())) {
                seen.add(new Reply.Seen(status(reference, branches), envelope));
                bytes += envelope.size();
            }
            return seen.size() < most && bytes < MAX_BYTES;
        }

        @Override
        public void end(@Nullable Tag last) {
            answer.complete(new Reply.Looked(seen, last, newest));
        }
    }

    Reply.Messages messages(AdminRequest.Messages request) {
        DeliveryQueue queue = state.destinations().at(request.at());
        List<MessageStatus> found = new ArrayList<>();
        Branches branches = new Branches();
        Tag last = request.after();
        int looked = 0;
        MessageReference next = queue.behind(last);
        while (next != null) {
            if (found.size() == MAX_LISTED || looked++ == Selection.MAX_LOOKED_AT) {
                return new Reply.Messages(found, last);
            }
            last = next.tag();
            if (!request.inFlight() || next.isInFlight()) {
                found.add(status(next, branches));
            }
            next = queue.backlog().after(last);
        }
        return new Reply.Messages(found, null);
    }

    private MessageStatus status(MessageReference reference, Branches branches) {
        StoredMessage message = reference.message();
        return new MessageStatus(
                message.id(),
                reference.tag(),
                message.size(),
                message.queuedAt(),
                reference.attempts(),
                reference.isDelayed() ? state.delays().due(reference) : 0,
                reference.isInFlight(),
                reference.isInFlight() ? holder(reference, branches) : null);
    }

    private static MessageStatus.@Nullable Holder holder(MessageReference reference, Branches branches) {
        ClientConsumer holder = ClientConsumer.of(reference);
        long since = reference.lastStep().time();
        if (holder != null) {
            ClientConnection connection = holder.connection();
            return new MessageStatus.Holder(holder.name(), connection.id(), connection.clientId(), since);
        }
        PreparedBranch branch = branches.of(reference.tag());
        return branch == null
                ? null
                : new MessageStatus.Holder(
                        "prepared branch " + branch.name(), 0, branch.sender().clientId(), since);
    }

    /** Which prepared branch holds which message, gathered when it is first asked for; of one request. */
    private final class Branches {
        private @Nullable Map<Tag, PreparedBranch> byTag;

        @Nullable
        PreparedBranch of(Tag tag) {
            if (byTag == null) {
                byTag = new HashMap<>();
                for (DeliveryQueue hidden : state.destinations().branches()) {
                    PreparedBranch branch = hidden.branch();
                    if (branch != null) {
                        branch.acknowledged().forEach(held -> byTag.put(held, branch));
                    }
                }
            }
            return byTag.get(tag);
        }
    }

    Reply.Deliveries deliveries(AdminRequest.Deliveries request) {
        Found found = new Found(request);
        Tag after = request.after();
        if (after == null || after.owner() != GONE) {
            Tag next = waiting(found, after);
            if (next != null) {
                return new Reply.Deliveries(found.statuses, next);
            }
            after = null;
        }
        long number = after == null ? 0 : after.sequence();
        for (Map.Entry<Long, DeliveryStatus> entry :
                state.history().from(number).entrySet()) {
            if (found.isFull()) {
                return new Reply.Deliveries(found.statuses, new Tag(GONE, 0, entry.getKey()));
            }
            found.add(entry.getValue());
        }
        return new Reply.Deliveries(found.statuses, null);
    }

    /** Those that wait; returns where to go on, null if there are no more of them. */
    private @Nullable Tag waiting(Found found, @Nullable Tag after) {
        Tag last = after;
        int looked = 0;
        DeliveryQueue owner = state.destinations().ownerFrom(after == null ? 1 : after.owner());
        while (owner != null && !found.isForGone()) {
            boolean isMeant = owner.branch() == null && found.isFrom(owner.address());
            MessageReference next = isMeant ? owner.behind(last) : null;
            while (next != null) {
                if (found.isFull() || looked++ == Selection.MAX_LOOKED_AT) {
                    return last;
                }
                last = next.tag();
                found.add(next);
                next = owner.backlog().after(last);
            }
            owner = state.destinations().ownerFrom(owner.id() + 1);
        }
        return null;
    }

    /** What was asked for, as far as it is found. */
    private static final class Found {
        private final AdminRequest.Deliveries request;
        private final int most;
        private final List<DeliveryStatus> statuses = new ArrayList<>();
        private int steps;

        Found(AdminRequest.Deliveries request) {
            this.request = request;
            this.most = Math.max(1, Math.min(MAX_LISTED, request.most()));
        }

        boolean isFull() {
            return statuses.size() >= most || steps >= MAX_STEPS;
        }

        /** Whether only what is gone can match. */
        boolean isForGone() {
            return request.state() != null && request.state().isFinal();
        }

        boolean isFrom(Address address) {
            return request.destination() == null || request.destination().equals(address);
        }

        private boolean isMeant(Step last) {
            return (request.state() == null || request.state() == last.state())
                    && last.time() >= request.from()
                    && last.time() < request.until();
        }

        void add(MessageReference reference) {
            if (isMeant(reference.lastStep())) {
                take(State.statusOf(reference, reference.steps()));
            }
        }

        void add(DeliveryStatus gone) {
            if (isFrom(gone.destination())
                    && isMeant(gone.steps().get(gone.steps().size() - 1))) {
                take(gone);
            }
        }

        private void take(DeliveryStatus status) {
            statuses.add(status);
            steps += status.steps().size();
        }
    }
}
