package org.restante.jms.xa;

import jakarta.jms.JMSException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.session.LinkClient;
import org.restante.jms.session.Settlement;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * The unprepared branches of one connection, and all calls of a transaction manager on branches, including branches
 * that other connections have prepared. Any thread may use it.
 *
 * <p>The trap: an unprepared branch lives only here and ends with the connection; a prepared branch lives only in the
 * broker.
 */
final class XaBranches {

    private static final System.Logger LOG = System.getLogger(XaBranches.class.getName());

    private final LinkClient client;
    private final LongSupplier nanos;
    private final Map<BranchId, XaBranch> open = new ConcurrentHashMap<>();
    private final Set<BranchId> prepared = ConcurrentHashMap.newKeySet();
    private volatile boolean isRecovering;

    XaBranches(LinkClient client, LongSupplier nanos) {
        this.client = client;
        this.nanos = nanos;
    }

    /** @param seconds the timeout of the branch; 0 for no limit */
    void start(BranchId id, Settlement session, int seconds) throws XAException {
        long deadline = seconds == 0 ? XaBranch.NO_DEADLINE : nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
        XaBranch branch = new XaBranch(id, deadline);
        if (prepared.contains(id) || open.putIfAbsent(id, branch) != null) {
            throw Problems.xa(XAException.XAER_DUPID, "the branch " + id + " exists already; join or resume it");
        }
        synchronized (branch) {
            branch.begin(session);
        }
    }

    void join(BranchId id, Settlement session, boolean resume) throws XAException {
        XaBranch branch = find(id);
        synchronized (branch) {
            checkOpen(branch);
            int fault = branch.fault(nanos.getAsLong());
            if (fault != XAResource.XA_OK) {
                throw Problems.xa(fault, "the branch " + id + " can only be rolled back: " + branch.reason(fault));
            }
            if (resume) {
                branch.resume(session);
            } else {
                branch.begin(session);
            }
        }
    }

    void end(BranchId id, Settlement session, int flag) throws XAException {
        XaBranch branch = find(id);
        synchronized (branch) {
            checkOpen(branch);
            branch.end(session, flag);
            int fault = branch.fault(nanos.getAsLong());
            if (fault != XAResource.XA_OK && flag != XAResource.TMFAIL) {
                throw Problems.xa(fault, "the branch " + id + " can only be rolled back: " + branch.reason(fault));
            }
        }
    }

    int prepare(BranchId id) throws XAException {
        XaBranch branch = find(id);
        synchronized (branch) {
            checkOpen(branch);
            checkSound(branch);
            if (branch.isEmpty()) {
                close(branch);
                return XAResource.XA_RDONLY;
            }
            prepare(branch);
            close(branch);
            prepared.add(id);
            return XAResource.XA_OK;
        }
    }

    private void prepare(XaBranch branch) throws XAException {
        askOrRollBack(branch, new BranchRequest.Prepare(branch.id(), branch.sends(), branch.acknowledged()));
    }

    /** Makes the request that prepares or commits a branch; rolls the branch back if the broker refuses it. */
    private void askOrRollBack(XaBranch branch, Request request) throws XAException {
        Reply reply = askUnlessLost(request);
        if (reply instanceof Reply.Refused unsent && unsent.isUnsent()) {
            close(branch); // the broker takes its deliveries back when the link ends
            throw Problems.xa(
                    XAException.XA_RBCOMMFAIL,
                    "the branch " + branch.id() + " was rolled back, because the connection was lost before: "
                            + unsent.reason());
        }
        if (reply instanceof Reply.Refused lost && lost.problem() == Problem.CLOSED) {
            throw lost(lost, null);
        }
        if (reply instanceof Reply.Refused refused) {
            rollback(branch);
            boolean exists = refused.problem() == Problem.BRANCH_EXISTS;
            throw Problems.xa(
                    exists ? XAException.XA_RBPROTO : XAException.XA_RBROLLBACK,
                    "the branch " + branch.id() + " was rolled back, because the broker refused it: "
                            + refused.reason());
        }
    }

    void commit(BranchId id, boolean onePhase) throws XAException {
        XaBranch branch = open.get(id);
        if (branch == null) {
            if (onePhase) {
                throw isPrepared(id)
                        ? Problems.xa(
                                XAException.XAER_PROTO, "the branch " + id + " is prepared; commit it in two phases")
                        : unknown(id);
            }
            settle(id, new BranchRequest.CommitPrepared(id));
            return;
        }
        synchronized (branch) {
            checkOpen(branch);
            if (!onePhase) {
                throw Problems.xa(
                        XAException.XAER_PROTO, "the branch " + id + " is not prepared; commit it in one phase");
            }
            checkSound(branch);
            commitOnePhase(branch);
        }
    }

    private void commitOnePhase(XaBranch branch) throws XAException {
        Settlement session = branch.onlySession();
        if (session != null) {
            askOrRollBack(branch, new Request.Commit(session.session(), branch.sends(), branch.acknowledged()));
            close(branch);
        } else if (branch.isEmpty()) {
            close(branch);
        } else {
            prepare(branch);
            close(branch);
            settle(branch.id(), new BranchRequest.CommitPrepared(branch.id()));
        }
    }

    void rollback(BranchId id) throws XAException {
        XaBranch branch = open.get(id);
        if (branch == null) {
            settle(id, new BranchRequest.RollbackPrepared(id));
            return;
        }
        synchronized (branch) {
            checkOpen(branch);
            checkEnded(branch);
            rollback(branch);
        }
    }

    /**
     * Rolls an unprepared branch back: asks the broker to take its deliveries back. If the link has ended, the broker
     * has done so already.
     */
    private void rollback(XaBranch branch) {
        branch.forEachAlive((session, work) -> {
            try {
                session.giveBack(work);
            } catch (JMSException e) {
                LOG.log(Level.DEBUG, "the deliveries of a branch are given back by the end of its link", e);
            }
        });
        close(branch);
    }

    private void close(XaBranch branch) {
        branch.release();
        open.remove(branch.id(), branch);
    }

    /** Commits or rolls back a prepared branch. */
    private void settle(BranchId id, BranchRequest request) throws XAException {
        Reply reply = ask(request);
        if (!(reply instanceof Reply.Refused refused)) {
            prepared.remove(id);
            return;
        }
        switch (refused.problem()) {
            case NO_SUCH_BRANCH -> {
                prepared.remove(id);
                throw unknown(id);
            }
            case RESOURCE_LIMIT -> throw Problems.xa(XAException.XA_RETRY, refused.reason());
            case ILLEGAL_STATE -> throw Problems.xa(XAException.XAER_PROTO, refused.reason());
            case SECURITY -> throw Problems.xa(XAException.XAER_RMFAIL, refused.reason()); // not to be forgotten
            default -> throw Problems.xa(XAException.XAER_RMERR, refused.reason());
        }
    }

    /** Refuses: the broker never decides a branch heuristically, so there is no outcome to forget. */
    void forget(BranchId id) throws XAException {
        if (open.containsKey(id) || isPrepared(id)) {
            throw Problems.xa(
                    XAException.XAER_PROTO,
                    "the branch " + id + " has no heuristic outcome; commit it or roll it back");
        }
        throw unknown(id);
    }

    private boolean isPrepared(BranchId id) throws XAException {
        return prepared().contains(id);
    }

    /** Lists the prepared branches; from then on they are also reached if the connection has ended. */
    List<BranchId> recover() throws XAException {
        isRecovering = true;
        return prepared();
    }

    private List<BranchId> prepared() throws XAException {
        if (ask(new BranchRequest.Prepared()) instanceof Reply.Branches branches) {
            return branches.branches();
        }
        throw Problems.xa(XAException.XAER_RMERR, "the broker did not list the prepared branches");
    }

    private XaBranch find(BranchId id) throws XAException {
        XaBranch branch = open.get(id);
        if (branch == null) {
            throw prepared.contains(id)
                    ? Problems.xa(
                            XAException.XAER_PROTO, "the branch " + id + " is prepared; commit it or roll it back")
                    : unknown(id);
        }
        return branch;
    }

    private static XAException unknown(BranchId id) {
        return Problems.xa(
                XAException.XAER_NOTA,
                "there is no branch " + id
                        + ": it was not started on this connection, or it is already committed or rolled back");
    }

    /** Refuses a branch that was decided before this thread got its monitor. */
    private void checkOpen(XaBranch branch) throws XAException {
        if (open.get(branch.id()) != branch) {
            throw unknown(branch.id());
        }
    }

    private static void checkEnded(XaBranch branch) throws XAException {
        if (branch.isActive()) {
            throw Problems.xa(
                    XAException.XAER_PROTO,
                    "a session still works for the branch " + branch.id() + "; end its work first");
        }
    }

    /** Checks that a branch can be prepared or committed. A branch with a fault is rolled back. */
    private void checkSound(XaBranch branch) throws XAException {
        checkEnded(branch);
        if (branch.isSuspended()) {
            throw Problems.xa(
                    XAException.XAER_PROTO, "the branch " + branch.id() + " is suspended; resume and end it first");
        }
        int fault = branch.fault(nanos.getAsLong());
        if (fault != XAResource.XA_OK) {
            String reason = branch.reason(fault);
            rollback(branch);
            throw Problems.xa(fault, "the branch " + branch.id() + " was rolled back: " + reason);
        }
    }

    /**
     * Makes a request about prepared branches and returns its reply, including a refusal. The end of the link is
     * thrown, unless the request is known not to have been sent and the connection was used for recovery.
     */
    private Reply ask(Request request) throws XAException {
        Reply reply = askUnlessLost(request);
        if (isRecovering && reply instanceof Reply.Refused unsent && unsent.isUnsent()) {
            reply = askOverAnother(request);
        }
        if (reply instanceof Reply.Refused refused && refused.problem() == Problem.CLOSED) {
            throw lost(reply, null);
        }
        return reply;
    }

    private Reply askUnlessLost(Request request) throws XAException {
        try {
            return client.awaitReply(request);
        } catch (JMSException e) {
            throw lost(null, e);
        }
    }

    private Reply askOverAnother(Request request) throws XAException {
        try (LinkClient another = client.openAnother()) {
            return another.awaitReply(request);
        } catch (JMSException e) {
            throw lost(null, e);
        }
    }

    private static XAException lost(@Nullable Reply reply, @Nullable JMSException cause) {
        XAException lost = Problems.xa(
                XAException.XAER_RMFAIL,
                "the link to the broker has ended; it is not known whether the broker executed the request: "
                        + (reply instanceof Reply.Refused refused ? refused.reason() : String.valueOf(cause)));
        lost.initCause(cause);
        return lost;
    }
}
