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
import org.restante.broker.state.History;
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

/** Lists messages and their delivery states for operators, a part at a time; read-only. Owned by the broker thread. */
public final class MessageListing {

    private static final int MAX_LISTED = 1000;
    private static final int MAX_STEPS = 10_000;
    private static final int MAX_BYTES = 1 << 20;

    /**
     * In the tag to continue from, the owner number that stands for the history of settled messages; owners are numbered from
     * 1.
     */
    private static final int SETTLED = 0;

    private final State state;
    private final EnvelopeCache envelopes;
    private final InstantSource clock;

    public MessageListing(State state, EnvelopeCache envelopes, InstantSource clock) {
        this.state = state;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    void look(AdminRequest.Look request, CompletableFuture<Reply> answer) {
        DeliveryQueue queue = state.destinations().at(request.at());
        long newest = Math.min(request.newest(), state.nextSequence() - 1);
        int max = Math.max(1, Math.min(MAX_LISTED, request.most()));
        var which = Selection.Which.of(request.which(), newest, clock.millis(), true);
        new Selection(queue, which, envelopes, new Page(max, newest, answer)).from(request.after());
    }

    private final class Page implements Selection.Taker {
        private final int max;
        private final long newest;
        private final CompletableFuture<Reply> answer;
        private final List<Reply.Seen> page = new ArrayList<>();
        private final Branches branches = new Branches();
        private long bytes;

        Page(int max, long newest, CompletableFuture<Reply> answer) {
            this.max = max;
            this.newest = newest;
            this.answer = answer;
        }

        @Override
        public boolean take(MessageReference reference, @Nullable Envelope envelope) {
            if (envelope != null && !reference.message().isExpired(clock.millis())) {
                page.add(new Reply.Seen(status(reference, branches), envelope));
                bytes += envelope.size();
            }
            return page.size() < max && bytes < MAX_BYTES;
        }

        @Override
        public void end(@Nullable Tag last) {
            answer.complete(new Reply.Looked(page, last, newest));
        }
    }

    Reply.Messages messages(AdminRequest.Messages request) {
        DeliveryQueue queue = state.destinations().at(request.at());
        List<MessageStatus> found = new ArrayList<>();
        Branches branches = new Branches();
        Tag last = request.after();
        int examined = 0;
        MessageReference next = queue.behind(last);
        while (next != null) {
            if (found.size() == MAX_LISTED || examined++ == Selection.MAX_LOOKED_AT) {
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

    /** The messages held by prepared branches; collected at the first call, for one request. */
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
        if (after == null || after.owner() != SETTLED) {
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
                return new Reply.Deliveries(found.statuses, new Tag(SETTLED, 0, entry.getKey()));
            }
            found.add(entry.getValue());
        }
        return new Reply.Deliveries(found.statuses, null);
    }

    /** Adds the waiting messages. Returns the tag to continue from; null if there are no more. */
    private @Nullable Tag waiting(Found found, @Nullable Tag after) {
        Tag last = after;
        int examined = 0;
        DeliveryQueue owner = state.destinations().ownerFrom(after == null ? 1 : after.owner());
        while (owner != null && !found.isForSettled()) {
            boolean matches = owner.branch() == null && found.isFrom(owner.address());
            MessageReference next = matches ? owner.behind(last) : null;
            while (next != null) {
                if (found.isFull() || examined++ == Selection.MAX_LOOKED_AT) {
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

    /** The deliveries found for one request. */
    private static final class Found {
        private final AdminRequest.Deliveries request;
        private final int max;
        private final List<DeliveryStatus> statuses = new ArrayList<>();
        private int steps;

        Found(AdminRequest.Deliveries request) {
            this.request = request;
            this.max = Math.max(1, Math.min(MAX_LISTED, request.most()));
        }

        boolean isFull() {
            return statuses.size() >= max || steps >= MAX_STEPS;
        }

        /** Whether only settled messages can match. */
        boolean isForSettled() {
            return request.state() != null && request.state().isFinal();
        }

        boolean isFrom(Address address) {
            return request.destination() == null || request.destination().equals(address);
        }

        private boolean matches(Step last) {
            return (request.state() == null || request.state() == last.state())
                    && last.time() >= request.from()
                    && last.time() < request.until();
        }

        void add(MessageReference reference) {
            if (matches(reference.lastStep())) {
                take(History.statusOf(reference, reference.steps()));
            }
        }

        void add(DeliveryStatus settled) {
            if (isFrom(settled.destination())
                    && matches(settled.steps().get(settled.steps().size() - 1))) {
                take(settled);
            }
        }

        private void take(DeliveryStatus status) {
            statuses.add(status);
            steps += status.steps().size();
        }
    }
}
