package org.restante.transaction;

import java.nio.charset.StandardCharsets;
import javax.transaction.xa.Xid;

/** A branch with a name, for tests that call an XAResource themselves. */
public record NamedXid(String of) implements Xid {

    @Override
    public int getFormatId() {
        return 15;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return of.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
