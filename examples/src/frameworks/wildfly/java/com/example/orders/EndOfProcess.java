package com.example.orders;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * Ends the process when it is prepared, or committed, as by {@code kill -9}. Resources are prepared and committed in the order that
 * they were enlisted in.
 */
final class EndOfProcess implements XAResource {

    private final boolean isSoundUntilCommit;

    private EndOfProcess(boolean isSoundUntilCommit) {
        this.isSoundUntilCommit = isSoundUntilCommit;
    }

    static EndOfProcess atPrepare() {
        return new EndOfProcess(false);
    }

    static EndOfProcess atCommit() {
        return new EndOfProcess(true);
    }

    @Override
    public int prepare(Xid xid) {
        if (!isSoundUntilCommit) {
            Runtime.getRuntime().halt(1);
        }
        return XA_OK;
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public void commit(Xid xid, boolean onePhase) {
        Runtime.getRuntime().halt(1);
    }

    @Override
    public void rollback(Xid xid) {}

    @Override
    public void forget(Xid xid) {}

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }
}
