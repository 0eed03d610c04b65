package org.restante.jms.session;

import jakarta.jms.TransactionRolledBackException;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;

/**
 * What a session has seen and, if it is transacted, sent since it last settled. A session has one of its own, and one for each
 * branch of a distributed transaction that it takes part in.
 *
 * <p>Any thread may ask; what was sent belongs to the session's thread.
 */
public final class Work {

    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final Transaction transaction = new Transaction();
    private volatile @Nullable String loss;

    public Unacknowledged unacknowledged() {
        return unacknowledged;
    }

    public Transaction transaction() {
        return transaction;
    }

    public boolean isEmpty() {
        return unacknowledged.isEmpty() && transaction.isEmpty();
    }

    /** It cannot be committed any more, and nothing can be added. */
    void lose(String reason) {
        loss = reason;
    }

    /** Why it cannot be committed; null if it can. */
    public @Nullable String loss() {
        return loss;
    }

    void checkUsable() throws TransactionRolledBackException {
        if (loss != null) {
            throw new TransactionRolledBackException(
                    "the session does no more work in its branch of a distributed transaction: " + loss,
                    Problem.ILLEGAL_STATE.name());
        }
    }
}
