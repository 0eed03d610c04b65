package org.restante.jms.xa;

import jakarta.jms.JMSException;
import java.lang.System.Logger.Level;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.session.JmsSession;
import org.restante.link.BranchId;

/**
 * The XAResource that a transaction manager calls: checks flags and names, and delegates to the connection's branches.
 * Any thread may use it.
 *
 * <p>Two resources are the same resource manager only if they belong to one connection, because an unprepared branch
 * lives in its connection. A prepared branch lives in the broker: a resource that was asked to {@link #recover} ends
 * prepared branches also after its connection has ended.
 */
final class JmsXaResource implements XAResource {

    private static final System.Logger LOG = System.getLogger(JmsXaResource.class.getName());

    private final JmsSession session;
    private final XaBranches branches;
    private volatile int timeout;

    JmsXaResource(JmsSession session, XaBranches branches) {
        this.session = session;
        this.branches = branches;
    }

    private static BranchId id(@Nullable Xid xid) throws XAException {
        if (xid == null) {
            throw Problems.xa(XAException.XAER_INVAL, "the Xid is null");
        }
        try {
            return BranchId.of(xid.getFormatId(), xid.getGlobalTransactionId(), xid.getBranchQualifier());
        } catch (IllegalArgumentException e) {
            throw Problems.xa(XAException.XAER_INVAL, String.valueOf(e.getMessage()));
        }
    }

    private static XAException flags(String call, int flags) {
        return Problems.xa(XAException.XAER_INVAL, call + " does not take the flags 0x" + Integer.toHexString(flags));
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        BranchId id = id(xid);
        if (flags != TMNOFLAGS && flags != TMJOIN && flags != TMRESUME) {
            throw flags("start", flags);
        }
        checkFree();
        if (flags == TMNOFLAGS) {
            branches.start(id, session.settlement(), timeout);
        } else {
            branches.join(id, session.settlement(), flags == TMRESUME);
        }
        try {
            session.settlement().giveBackRefused();
        } catch (JMSException e) {
            LOG.log(Level.DEBUG, "the deliveries of an aborted branch are given back by the end of its link", e);
        }
    }

    /** Refuses to start a branch in a session that is closed or has other work in progress. */
    private void checkFree() throws XAException {
        try {
            session.checkLive();
        } catch (JMSException e) {
            throw Problems.xa(XAException.XAER_RMFAIL, String.valueOf(e.getMessage()));
        }
        if (session.settlement().isInBranch()) {
            throw Problems.xa(
                    XAException.XAER_PROTO, "the session works for another branch; end or suspend that one first");
        }
        try {
            session.completions().awaitNone("start a branch in");
        } catch (JMSException e) {
            throw Problems.xa(XAException.XAER_OUTSIDE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        BranchId id = id(xid);
        if (flags != TMSUCCESS && flags != TMFAIL && flags != TMSUSPEND) {
            throw flags("end", flags);
        }
        branches.end(id, session.settlement(), flags);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return branches.prepare(id(xid));
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        branches.commit(id(xid), onePhase);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        branches.rollback(id(xid));
    }

    @Override
    public void forget(Xid xid) throws XAException {
        branches.forget(id(xid));
    }

    /** Returns all prepared branches at the start of a scan, and nothing in the calls that continue it. */
    @Override
    public Xid[] recover(int flag) throws XAException {
        if ((flag & ~(TMSTARTRSCAN | TMENDRSCAN)) != 0) {
            throw flags("recover", flag);
        }
        if ((flag & TMSTARTRSCAN) == 0) {
            return new Xid[0];
        }
        return branches.recover().stream().map(BranchXid::new).toArray(Xid[]::new);
    }

    @Override
    public boolean isSameRM(@Nullable XAResource other) {
        return other instanceof JmsXaResource resource && resource.branches == branches;
    }

    @Override
    public int getTransactionTimeout() {
        return timeout;
    }

    /**
     * Sets the timeout of branches that are started later.
     *
     * @param seconds 0 for no limit
     */
    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (seconds < 0) {
            throw Problems.xa(XAException.XAER_INVAL, "the timeout is " + seconds + " s; use 0 for no limit, or more");
        }
        timeout = seconds;
        return true;
    }

    /** A {@link BranchId} as an Xid. */
    private record BranchXid(BranchId id) implements Xid {

        @Override
        public int getFormatId() {
            return id.format();
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return id.globalBytes();
        }

        @Override
        public byte[] getBranchQualifier() {
            return id.qualifierBytes();
        }
    }
}
