package org.restante.broker.backlog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Tag;

/**
 * One message as one queue, or one subscription, is owed it: whether it waits or is in flight, and what has become of it so
 * far. Owned by the broker thread.
 */
public final class MessageReference {

    /** Steps remembered of a message that comes back again and again: the latest ones. */
    static final int MAX_STEPS = 20;

    private final StoredMessage message;
    private final Owner owner;
    private int attempts;
    private boolean inFlight;
    private boolean delayed;
    private @Nullable InFlightHolder consumer;
    private @Nullable InFlightHolder session;
    private @Nullable List<Step> steps;

    public MessageReference(StoredMessage message, Owner owner, int attempts) {
        this.message = message;
        this.owner = owner;
        this.attempts = attempts;
    }

    public StoredMessage message() {
        return message;
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

    /** Whether it waits for a time. */
    public boolean isDelayed() {
        return delayed;
    }

    public void delay(boolean waits) {
        owner.countDelayed((waits ? 1 : 0) - (delayed ? 1 : 0));
        delayed = waits;
    }

    /** The consumer it is in flight for; null if there is none, if a prepared branch has it, or if its process has ended. */
    public @Nullable InFlightHolder consumer() {
        return consumer;
    }

    /** The session that settles it: its consumer's, or the one that it was handed over to. */
    public @Nullable InFlightHolder session() {
        return session;
    }

    public void holdBy(InFlightHolder itsConsumer, InFlightHolder itsSession) {
        consumer = itsConsumer;
        session = itsSession;
    }

    public void handTo(InFlightHolder otherSession) {
        session = otherSession;
    }

    public void delivered(int attempt) {
        attempts = attempt;
        owner.countInFlight(inFlight ? 0 : 1);
        inFlight = true;
    }

    /** Nobody gets it, though no consumer has it: a prepared branch does, or it is being taken elsewhere. */
    public void hold() {
        owner.countInFlight(inFlight ? 0 : 1);
        inFlight = true;
        consumer = null;
        session = null;
    }

    public void returned(int counted) {
        attempts = counted;
        owner.countInFlight(inFlight ? -1 : 0);
        inFlight = false;
        consumer = null;
        session = null;
    }

    /** Whether it just waits, and there is no more to tell of it than {@link PackedMessages} can. */
    public boolean isPlain() {
        return !inFlight && !delayed && steps == null && message.isPlain() && !owner.isReplaceable(this);
    }

    /** Remembers a step; one that is remembered already, as when the log is replayed over a snapshot, only once. */
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

    /** All that is known of its way: when it was queued, then each later step. */
    public List<Step> steps() {
        List<Step> all = new ArrayList<>();
        all.add(new Step(State.QUEUED, message.queuedAt(), 0, null, null, null));
        if (steps != null) {
            all.addAll(steps);
        }
        return all;
    }

    /** How it stands. */
    public Step lastStep() {
        return steps == null
                ? new Step(State.QUEUED, message.queuedAt(), 0, null, null, null)
                : steps.get(steps.size() - 1);
    }

    /** The steps behind the first, as far as they are remembered. */
    public List<Step> laterSteps() {
        return steps == null ? List.of() : steps;
    }
}
