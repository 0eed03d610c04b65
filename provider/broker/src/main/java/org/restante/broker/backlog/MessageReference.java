package org.restante.broker.backlog;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Tag;

/**
 * A message in one queue or subscription: whether it waits or is in flight, its delivery count, and its latest delivery steps.
 * Owned by the broker thread.
 */
public final class MessageReference {

    /** The most delivery steps stored of one message; when there are more, the oldest are dropped. */
    static final int MAX_STEPS = 20;

    private StoredMessage message;
    private final Owner owner;
    private int attempts;
    private boolean inFlight;
    private boolean delayed;
    private InFlight.@Nullable Hold hold;
    private @Nullable List<Step> steps;

    public MessageReference(StoredMessage message, Owner owner, int attempts) {
        this.message = message;
        this.owner = owner;
        this.attempts = attempts;
    }

    public StoredMessage message() {
        return message;
    }

    /** From now on another object stands for the message; only a replay may do that, when no code has the former one. */
    public void become(StoredMessage other) {
        message.addReferences(-1);
        other.addReference();
        message = other;
    }

    public Owner owner() {
        return owner;
    }

    public long sequence() {
        return message.sequence();
    }

    public Tag tag() {
        return new Tag(owner.id(), message.priority(), message.sequence());
    }

    /** How often it has been delivered. */
    public int attempts() {
        return attempts;
    }

    public boolean isInFlight() {
        return inFlight;
    }

    /** Whether it waits for its delivery time or redelivery delay. */
    public boolean isDelayed() {
        return delayed;
    }

    public void setDelayed(boolean isDelayed) {
        owner.countDelayed((isDelayed ? 1 : 0) - (delayed ? 1 : 0));
        delayed = isDelayed;
    }

    /** The consumer for which it is in flight; null if a prepared branch or a transfer holds it, or if it is not in flight. */
    public @Nullable InFlightHolder consumer() {
        return hold == null ? null : hold.consumer;
    }

    /**
     * The session that acknowledges it: the one of its consumer, or the one it was handed over to; null as for {@link
     * #consumer}.
     */
    public @Nullable InFlightHolder session() {
        return hold == null ? null : hold.session;
    }

    InFlight.@Nullable Hold currentHold() {
        return hold;
    }

    /** Made at the first call. */
    InFlight.Hold holdToLink() {
        InFlight.Hold made = hold == null ? new InFlight.Hold(this) : hold;
        hold = made;
        return made;
    }

    public void holdBy(InFlightHolder itsConsumer, InFlightHolder itsSession) {
        InFlight.Hold made = holdToLink();
        made.consumer = itsConsumer;
        made.session = itsSession;
    }

    public void handTo(InFlightHolder otherSession) {
        holdToLink().session = otherSession;
    }

    /** It is in flight for nobody; in the list of a session it stays until it is removed there. */
    private void release() {
        if (hold != null && hold.isLinked()) {
            hold.consumer = null;
            hold.session = null;
        } else {
            hold = null;
        }
    }

    public void delivered(int attempt) {
        attempts = attempt;
        owner.countInFlight(inFlight ? 0 : 1, message.size());
        inFlight = true;
    }

    /** Puts it in flight without a consumer, because a prepared branch or a transfer holds it. */
    public void hold() {
        owner.countInFlight(inFlight ? 0 : 1, message.size());
        inFlight = true;
        release();
    }

    public void returned(int counted) {
        attempts = counted;
        owner.countInFlight(inFlight ? -1 : 0, message.size());
        inFlight = false;
        release();
    }

    /** Whether it waits and has no other state than {@link PackedMessages} can store. */
    public boolean isPlain() {
        return !inFlight && !delayed && steps == null && message.isPlain() && !owner.isReplaceable(this);
    }

    /** Adds a delivery step. A step that exists already is ignored: replay over a snapshot adds it again. */
    public void remember(Step step) {
        if (steps == null) {
            steps = new ArrayList<>(2);
        } else if (steps.contains(step)) {
            return;
        } else if (steps.size() >= MAX_STEPS) {
            steps.remove(0);
        }
        steps.add(step);
    }

    /** All known delivery steps: when it was queued, then each later step. */
    public List<Step> steps() {
        List<Step> all = new ArrayList<>();
        all.add(queued());
        if (steps != null) {
            all.addAll(steps);
        }
        return all;
    }

    /** The message leaves the queue with this last step. All its delivery steps, unmodifiable; the first is made for each call. */
    public List<Step> settled(Step last) {
        List<Step> later = steps == null ? new ArrayList<>(1) : steps;
        later.add(last);
        steps = null;
        return new AllSteps(message.queuedAt(), later);
    }

    /** The steps of a settled message. */
    private static final class AllSteps extends AbstractList<Step> implements RandomAccess {
        private final long queuedAt;
        private final List<Step> later;

        AllSteps(long queuedAt, List<Step> later) {
            this.queuedAt = queuedAt;
            this.later = later;
        }

        @Override
        public Step get(int index) {
            return index == 0 ? queued(queuedAt) : later.get(index - 1);
        }

        @Override
        public int size() {
            return later.size() + 1;
        }
    }

    /** The latest delivery step. */
    public Step lastStep() {
        return steps == null ? queued() : steps.get(steps.size() - 1);
    }

    private Step queued() {
        return queued(message.queuedAt());
    }

    private static Step queued(long at) {
        return new Step(State.QUEUED, at, 0, null, null, null);
    }

    /** Whether it may have had more steps than are stored. */
    public boolean hasLostSteps() {
        return steps != null && steps.size() >= MAX_STEPS;
    }

    /** The stored steps after the first one, which is made from the message. */
    public List<Step> laterSteps() {
        return steps == null ? List.of() : steps;
    }
}
