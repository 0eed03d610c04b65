package org.restante.jms.session;

import javax.transaction.xa.Xid;

/** The name of a branch of a distributed transaction. */
record TestXid(int number) implements Xid {

    @Override
    public int getFormatId() {
        return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return new byte[] {(byte) number};
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {2};
    }
}
