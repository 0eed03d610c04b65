package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import org.restante.broker.backlog.MessageReference;
import org.restante.link.DeliveryStatus;
import org.restante.log.Keep;

/**
 * The changes of one request; they become one entry of the log, so they are kept together or not at all. Owned by the broker
 * thread.
 */
public final class Decision {

    private final State state;
    private final long time;
    private final List<Change> changes = new ArrayList<>(2);
    private List<Change.Stored> inMemory = List.of();
    private boolean isFirst;
    private boolean hasEffect;
    private Keep keep = Keep.WRITTEN;

    public Decision(State state, long time) {
        this.state = state;
        this.time = time;
    }

    /** A decision of the same time that has no change yet. */
    public Decision withoutChanges() {
        return new Decision(state, time);
    }

    /**
     * Applies a change to the state now, and adds it to the entry, without the messages that are not recovered.
     *
     * @return whether the entry has it, or a part of it
     */
    public boolean make(Change change) {
        Change logged = LoggedPart.of(state.destinations(), change);
        if (logged != null) {
            changes.add(logged);
        }
        apply(change);
        return logged != null;
    }

    /** Applies a change to the state now, and not to the log. A stored message may be delivered when the rest of the decision is kept. */
    public void makeInMemory(Change change) {
        if (change instanceof Change.Stored stored) {
            follow(stored);
        }
        apply(change);
    }

    /** Settles a message that is not recovered, without a change of the log. */
    public void settleInMemory(MessageReference reference, DeliveryStatus.State outcome) {
        hasEffect = true;
        state.settle(reference, time, outcome, null);
    }

    private void apply(Change change) {
        hasEffect = true;
        state.apply(time, change);
    }

    /** Whether it has changed the state, also if the log gets nothing. */
    public boolean hasEffect() {
        return hasEffect;
    }

    /** A message that is stored in memory already may be delivered when this decision is kept. */
    public void follow(Change.Stored stored) {
        inMemory = inMemory.isEmpty() ? new ArrayList<>(1) : inMemory;
        inMemory.add(stored);
    }

    /** The messages that are stored in memory alone. */
    public List<Change.Stored> inMemory() {
        return inMemory;
    }

    /** Adds a change to the entry without applying it to the state. */
    public void record(Change change) {
        changes.add(change);
    }

    public long time() {
        return time;
    }

    public List<Change> changes() {
        return changes;
    }

    public Keep keep() {
        return keep;
    }

    /** Asks for a sync: the reply waits until the entry would survive a loss of power. */
    public void sync() {
        keep = Keep.SYNCED;
    }

    /** It repeats no earlier decision, so its reply waits for nothing but its own entry. */
    public void setFirst() {
        isFirst = true;
    }

    public boolean isFirst() {
        return isFirst;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
