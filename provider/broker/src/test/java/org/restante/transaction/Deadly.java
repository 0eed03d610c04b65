package org.restante.transaction;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A resource whose process dies, as by SIGKILL, once it has prepared, or before it commits what is decided. */
final class Deadly implements XAResource {

    /** When it dies. */
    enum Moment {
        NEVER,
        PREPARED,
        DECIDED
    }

    private final XAResource resource;
    private final Moment moment;

    Deadly(XAResource resource, Moment moment) {
        this.resource = resource;
        this.moment = moment;
    }

    private void dieAt(Moment now) {
        if (moment == now) {
            Runtime.getRuntime().halt(Teller.KILLED);
        }
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        int vote = resource.prepare(xid);
        dieAt(Moment.PREPARED);
        return vote;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        dieAt(Moment.DECIDED);
        resource.commit(xid, onePhase);
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        resource.start(xid, flags);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        resource.end(xid, flags);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        resource.rollback(xid);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        resource.forget(xid);
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return resource.recover(flag);
    }

    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return resource.isSameRM(other instanceof Deadly deadly ? deadly.resource : other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return resource.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return resource.setTransactionTimeout(seconds);
    }
}
