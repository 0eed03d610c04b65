package org.restante.broker;

import java.util.HashMap;
import java.util.Map;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.dispatch.QueueConsumers;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;

/**
 * Deletes queues that their first use made, and that have been unused for a time: no message, no consumer, no settings of their own, no
 * identifier for duplicate detection. Owned by the broker thread.
 *
 * <p>A look at all queues, in slices, finds the unused ones; a queue goes when each look for the time has found it unused, and neither
 * its messages nor its consumers have been counted further meanwhile. The times are not stored: they begin anew with the broker. While
 * a prepared branch waits nothing goes, because its sends may need any queue.
 */
final class UnusedQueues implements Chore {

    private static final int LOOKS = 10;
    private static final long MAX_INTERVAL_MILLIS = 60_000;
    private static final int SLICE = 1000;

    private final State state;
    private final Ledger ledger;
    private final Decisions decisions;
    private final ElapsedTime elapsed;
    private final long after;
    private final Map<Integer, Unused> unused = new HashMap<>();
    private long nextLook;
    private int nextQueue;
    private boolean looking;

    /**
     * A queue without messages and consumers.
     *
     * @param uses how many messages and consumers it has had
     */
    private record Unused(long since, long uses) {}

    /** @param after how long a queue stays unused, in milliseconds; 0 for ever */
    UnusedQueues(State state, Ledger ledger, Decisions decisions, ElapsedTime elapsed, long after) {
        this.state = state;
        this.ledger = ledger;
        this.decisions = decisions;
        this.elapsed = elapsed;
        this.after = after;
    }

    @Override
    public boolean run(long now) {
        if (after == 0) {
            return false;
        }
        long millis = elapsed.millis();
        if (!looking && millis >= nextLook) {
            nextLook = millis + Math.max(1, Math.min(after / LOOKS, MAX_INTERVAL_MILLIS));
            nextQueue = 0;
            looking = true;
            unused.keySet().removeIf(id -> state.destinations().owner(id) == null);
        }
        if (looking) {
            look(millis);
        }
        return false;
    }

    private void look(long millis) {
        Decision decision = decisions.begin();
        for (int i = 0; i < SLICE; i++) {
            DeliveryQueue queue = state.destinations().ownerFrom(nextQueue);
            if (queue == null) {
                looking = false;
                break;
            }
            nextQueue = queue.id() + 1;
            if (isOver(queue, millis)) {
                decision.make(new Change.DestinationRemoved(queue.id()));
                unused.remove(queue.id());
            }
        }
        if (!decision.isEmpty()) {
            ledger.append(decision);
        }
    }

    /** Whether the queue has been unused for the time. */
    private boolean isOver(DeliveryQueue queue, long millis) {
        if (!isUnused(queue)) {
            unused.remove(queue.id());
            return false;
        }
        long uses = queue.traffic().queued() + QueueConsumers.attached(queue);
        Unused known = unused.get(queue.id());
        if (known == null || known.uses() != uses) {
            unused.put(queue.id(), new Unused(millis, uses));
            return false;
        }
        return millis - known.since() >= after;
    }

    private boolean isUnused(DeliveryQueue queue) {
        return queue.isMadeByUse()
                && !queue.address().equals(AdminRequest.SCHEDULES)
                && queue.size() == 0
                && QueueConsumers.on(queue).isEmpty()
                && !state.policies().has(queue.address())
                && !state.duplicates().hasAny(queue.id())
                && state.destinations().branches().isEmpty();
    }

    @Override
    public long delay(long now) {
        if (after == 0) {
            return Long.MAX_VALUE;
        }
        return looking ? 0 : nextLook - elapsed.millis();
    }
}
