package org.restante.jms.xa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.session.Settlement;
import org.restante.jms.session.Work;
import org.restante.link.BranchId;
import org.restante.link.Tag;
import org.restante.message.Envelope;

/**
 * A branch of a distributed transaction before it is prepared: the sessions of a connection that work for it, and their
 * work. Guarded by its own monitor, because transaction managers end and roll back branches from their own threads.
 */
final class XaBranch {

    /** The deadline of a branch without a time limit. */
    static final long NO_DEADLINE = Long.MAX_VALUE;

    private final BranchId id;
    private final long deadline;
    private final Map<Settlement, Work> parts = new LinkedHashMap<>();
    private final Map<Settlement, Thread> active = new HashMap<>();
    private final Set<Settlement> suspended = new HashSet<>();
    private boolean failed;

    /** @param deadline nanoseconds of the connection's monotonic clock, or {@link #NO_DEADLINE} */
    XaBranch(BranchId id, long deadline) {
        this.id = id;
        this.deadline = deadline;
    }

    BranchId id() {
        return id;
    }

    void begin(Settlement session) {
        Work work = parts.computeIfAbsent(session, any -> new Work());
        active.put(session, Thread.currentThread());
        session.enter(work);
    }

    void resume(Settlement session) throws XAException {
        if (!suspended.remove(session)) {
            throw Problems.xa(
                    XAException.XAER_PROTO,
                    "the session has not suspended the branch " + id + ", so it cannot resume it");
        }
        begin(session);
    }

    /** Ends or suspends the work of a session for the branch. */
    void end(Settlement session, int flag) throws XAException {
        Thread beginner = active.remove(session);
        boolean wasSuspended = suspended.remove(session);
        if (beginner == null && !(wasSuspended && flag != XAResource.TMSUSPEND)) {
            if (wasSuspended) {
                suspended.add(session);
            }
            throw Problems.xa(XAException.XAER_PROTO, "the session does not work for the branch " + id);
        }
        if (flag == XAResource.TMSUSPEND) {
            suspended.add(session);
        }
        failed |= flag == XAResource.TMFAIL;
        if (beginner == null) {
            return;
        }
        if (flag == XAResource.TMFAIL && beginner != Thread.currentThread()) {
            session.leaveForGood("the branch " + id + " was ended by another thread, to be rolled back");
        } else {
            session.leave();
        }
    }

    /** Whether sessions still work for the branch. */
    boolean isActive() {
        return !active.isEmpty();
    }

    boolean isSuspended() {
        return !suspended.isEmpty();
    }

    /**
     * The XA code of the reason why the branch can only be rolled back; {@link XAResource#XA_OK} if it can be
     * committed.
     */
    int fault(long now) {
        if (deadline != NO_DEADLINE && now - deadline > 0) {
            return XAException.XA_RBTIMEOUT;
        }
        return failed || loss() != null ? XAException.XA_RBROLLBACK : XAResource.XA_OK;
    }

    private @Nullable String loss() {
        for (Work work : parts.values()) {
            if (work.missesWork()) {
                return work.loss();
            }
        }
        return null;
    }

    /** The reason in words for a code of {@link #fault}. */
    String reason(int fault) {
        if (fault == XAException.XA_RBTIMEOUT) {
            return "its timeout has passed";
        }
        String loss = loss();
        return loss == null ? "the transaction manager ended it as failed" : loss;
    }

    boolean isEmpty() {
        return parts.values().stream().allMatch(Work::isEmpty);
    }

    /** The only session with work in the branch; null if none or several have. */
    @Nullable
    Settlement onlySession() {
        List<Settlement> busy = parts.keySet().stream()
                .filter(session -> !workOf(session).isEmpty())
                .toList();
        return busy.size() == 1 ? busy.get(0) : null;
    }

    private Work workOf(Settlement session) {
        Work work = parts.get(session);
        if (work == null) {
            throw new IllegalStateException("the session does not take part in the branch " + id);
        }
        return work;
    }

    List<Envelope> sends() {
        List<Envelope> sends = new ArrayList<>();
        parts.values().forEach(work -> sends.addAll(work.transaction().all()));
        return sends;
    }

    List<Tag> acknowledged() {
        List<Tag> tags = new ArrayList<>();
        parts.values().forEach(work -> tags.addAll(work.unacknowledged().all()));
        return tags;
    }

    /** Releases the sessions from the branch, because the broker has it now or it is rolled back. */
    void release() {
        parts.forEach(Settlement::forget);
        suspended.clear();
    }

    /** An action on the work of one session. */
    interface Part {
        void giveBack(Settlement session, Work work);
    }

    /** Gives back the deliveries that are still in flight, of each session that is not closed. */
    void forEachAlive(Part part) {
        parts.forEach((session, work) -> {
            if (work.loss() == null || work.holdsDeliveries()) {
                part.giveBack(session, work);
            }
        });
    }
}
