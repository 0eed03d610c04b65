package org.restante.jms.session;

import jakarta.jms.TransactionRolledBackException;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;

/**
 * The deliveries that a session has seen, and the messages that it has sent in a transaction, since the last commit or
 * acknowledgement. A session has one of its own, and one for each branch of a distributed transaction that it takes
 * part in.
 *
 * <p>Any thread may read it; the transaction is owned by the session's thread.
 */
public final class Work {

    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final Transaction transaction = new Transaction();
    private volatile @Nullable String loss;
    private volatile boolean missesWork;

    public Unacknowledged unacknowledged() {
        return unacknowledged;
    }

    public Transaction transaction() {
        return transaction;
    }

    public boolean isEmpty() {
        return unacknowledged.isEmpty() && transaction.isEmpty();
    }

    /** Whether deliveries of it are in flight. */
    public boolean holdsDeliveries() {
        return !unacknowledged.isEmpty();
    }

    /** Marks the work as lost: it cannot be committed, and nothing can be added. */
    void lose(String reason) {
        if (!isEmpty()) {
            missesWork = true;
        }
        loss = reason;
    }

    /** Marks the work as lost, because one of its deliveries is no longer in flight. */
    void loseDelivery(String reason) {
        missesWork = true;
        loss = reason;
    }

    /** Whether a loss has taken part of the work, so that the rest must not be committed either. */
    public boolean missesWork() {
        return missesWork;
    }

    /** The reason why the work cannot be committed; null if it can. */
    public @Nullable String loss() {
        return loss;
    }

    /** Refuses to add to lost work. */
    void checkUsable() throws TransactionRolledBackException {
        if (loss != null) {
            throw new TransactionRolledBackException(
                    "the session cannot work in its branch of a distributed transaction any more: " + loss,
                    Problem.ILLEGAL_STATE.name());
        }
    }
}
