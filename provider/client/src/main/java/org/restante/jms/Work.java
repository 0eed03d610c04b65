package org.restante.jms;

import jakarta.jms.TransactionRolledBackException;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;

/**
 * What a session has seen and, if it is transacted, sent since it last settled. A session has one of its own, and one for each
 * branch of a distributed transaction that it takes part in.
 *
 * <p>Any thread may ask; what was sent belongs to the session's thread.
 */
final class Work {

    private final Ledger ledger = new Ledger();
    private final Transaction transaction = new Transaction();
    private volatile @Nullable String loss;

    Ledger ledger() {
        return ledger;
    }

    Transaction transaction() {
        return transaction;
    }

    boolean isEmpty() {
        return ledger.isEmpty() && transaction.isEmpty();
    }

    /** It cannot be committed any more, and nothing can be added. */
    void lose(String reason) {
        loss = reason;
    }

    /** Why it cannot be committed; null if it can. */
    @Nullable
    String loss() {
        return loss;
    }

    void check() throws TransactionRolledBackException {
        if (loss != null) {
            throw new TransactionRolledBackException(
                    "the session does no more work in its branch of a distributed transaction: " + loss,
                    Problem.ILLEGAL_STATE.name());
        }
    }
}
