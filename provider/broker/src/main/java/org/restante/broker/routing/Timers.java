package org.restante.broker.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;
import org.restante.link.Tag;

/**
 * What happens when time passes: delayed messages come due, and those whose time to live has ended go, though nobody
 * looks at them. Owned by the broker thread.
 */
public final class Timers implements Chore {

    private static final long SWEEP_EVERY = 1000;
    private static final int SLICE = 1000;

    private final State state;
    private final Dispatcher dispatcher;
    private final Transfer transfer;
    private final Schedules schedules;
    private long nextSweep;
    private int sweepOwner;
    private @Nullable Tag sweepAfter;
    private boolean sweeping;

    public Timers(State state, Dispatcher dispatcher, Transfer transfer, Schedules schedules) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.transfer = transfer;
        this.schedules = schedules;
    }

    /** Does what is due; a long sweep in slices. Says whether something came due. */
    @Override
    public boolean run(long now) {
        boolean due = releaseDelayed(now);
        if (!sweeping && now >= nextSweep) {
            nextSweep = now + SWEEP_EVERY;
            sweeping = true;
            sweepOwner = 0;
            sweepAfter = null;
        }
        if (isSweeping()) {
            due |= sweep(now);
        }
        return due;
    }

    /** While what has expired cannot be taken away any faster, there is no use in finding more. */
    private boolean isSweeping() {
        return sweeping && !transfer.isFull();
    }

    /** When to run next, in milliseconds since the epoch. */
    @Override
    public long next() {
        boolean anyExpiring = state.destinations().owners().stream().anyMatch(DeliveryQueue::hasExpiring);
        return Math.min(state.delays().next(), anyExpiring ? (isSweeping() ? 0 : nextSweep) : Long.MAX_VALUE);
    }

    private boolean releaseDelayed(long now) {
        long since = state.delays().next();
        MessageReference due = state.delays().pollDue(now);
        boolean any = due != null;
        while (due != null) {
            if (due.owner().address().equals(AdminRequest.SCHEDULES)) {
                schedules.due(due, since);
            } else {
                DeliveryQueue.of(due).rewind(due);
                dispatcher.lookAgain(DeliveryQueue.of(due));
            }
            since = state.delays().next();
            due = state.delays().pollDue(now);
        }
        return any;
    }

    private boolean sweep(long now) {
        int budget = SLICE;
        boolean any = false;
        while (budget > 0) {
            DeliveryQueue owner = state.destinations().ownerFrom(sweepOwner);
            if (owner == null) {
                sweeping = false;
                return any;
            }
            if (owner.id() != sweepOwner) {
                sweepOwner = owner.id();
                sweepAfter = null;
            }
            List<MessageReference> expired = new ArrayList<>();
            int looked = 0;
            if (owner.hasExpiring()) {
                looked = sweep(owner, budget, now, expired);
            } else {
                sweepAfter = null;
            }
            expired.forEach(dispatcher::expire);
            any |= !expired.isEmpty();
            budget -= Math.max(1, looked);
            if (sweepAfter == null) {
                sweepOwner++;
            }
        }
        return any;
    }

    /** Looks at a part of one queue; {@link #sweepAfter} is null when its end is reached. */
    private int sweep(DeliveryQueue owner, int budget, long now, List<MessageReference> expired) {
        Predicate<PackedMessages> passes = packed -> packed.soonest() > now;
        MessageReference next = owner.backlog().after(sweepAfter, passes);
        int looked = 0;
        while (next != null && looked < budget) {
            looked++;
            if (!next.isInFlight()
                    && next.message().position() != StoredMessage.NOWHERE
                    && next.message().isExpired(now)) {
                expired.add(next);
            }
            sweepAfter = next.tag();
            next = owner.backlog().after(sweepAfter, passes);
        }
        if (next == null) {
            sweepAfter = null;
        }
        return looked;
    }
}
