package org.restante.broker.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.dispatch.ElapsedTime;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.link.AdminRequest;
import org.restante.link.Tag;

/**
 * Timers of the broker: delayed messages come due, and a sweep finds messages that have expired though no consumer asks for them.
 * Owned by the broker thread.
 */
public final class Timers implements Chore {

    private static final long SWEEP_INTERVAL_MILLIS = 1000;
    private static final int SLICE = 1000;

    /** How soon the broker notices that the wall clock was set, while messages are delayed. */
    private static final long MAX_DELAY_MILLIS = 1000;

    private final State state;
    private final Dispatcher dispatcher;
    private final Transfer transfer;
    private final Schedules schedules;
    private final ElapsedTime elapsed;
    private long nextSweep;
    private int sweepOwner;
    private @Nullable Tag sweepAfter;
    private boolean sweeping;

    public Timers(State state, Dispatcher dispatcher, Transfer transfer, Schedules schedules, ElapsedTime elapsed) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.transfer = transfer;
        this.schedules = schedules;
        this.elapsed = elapsed;
    }

    /** Releases delayed messages, and does a slice of the expiry sweep. Returns whether a message came due or expired. */
    @Override
    public boolean run(long now) {
        boolean due = releaseDelayed(now);
        if (!sweeping && elapsed.millis() >= nextSweep) {
            nextSweep = elapsed.millis() + SWEEP_INTERVAL_MILLIS;
            sweeping = true;
            sweepOwner = 0;
            sweepAfter = null;
        }
        if (isSweeping()) {
            due |= sweep(now);
        }
        return due;
    }

    /** Begins a sweep with the next run. */
    public void sweepNow() {
        sweeping = false;
        nextSweep = elapsed.millis();
    }

    /** The sweep pauses while no more messages can be transferred to expiry queues. */
    private boolean isSweeping() {
        return sweeping && !transfer.isFull();
    }

    /** How long until a delayed message or the sweep is due, in milliseconds. */
    @Override
    public long delay(long now) {
        long due = state.delays().next();
        long delay = due == Long.MAX_VALUE ? due : Math.min(due - now, MAX_DELAY_MILLIS);
        return state.expiring() > 0 ? Math.min(delay, isSweeping() ? 0 : nextSweep - elapsed.millis()) : delay;
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
            int examined = 0;
            if (owner.mayHaveExpired(now)) {
                examined = sweep(owner, budget, now, expired);
            } else {
                sweepAfter = null;
            }
            expired.forEach(dispatcher::expire);
            any |= !expired.isEmpty();
            budget -= Math.max(1, examined);
            if (sweepAfter == null) {
                sweepOwner++;
            }
        }
        return any;
    }

    /** Sweeps a part of one queue; {@link #sweepAfter} is null when its end is reached. */
    private int sweep(DeliveryQueue owner, int budget, long now, List<MessageReference> expired) {
        Predicate<PackedMessages> skip = packed -> packed.soonest() > now;
        MessageReference next = owner.backlog().after(sweepAfter, skip);
        int examined = 0;
        while (next != null && examined < budget) {
            examined++;
            if (!next.isInFlight() && next.message().isKept() && next.message().isExpired(now)) {
                expired.add(next);
            }
            sweepAfter = next.tag();
            next = owner.backlog().after(sweepAfter, skip);
        }
        if (next == null) {
            sweepAfter = null;
        }
        return examined;
    }
}
