package org.restante.link;

import java.util.List;
import org.restante.message.Envelope;

/**
 * A request of a transaction manager, sent through a client, about branches of distributed transactions. The broker
 * keeps a branch from its prepare to its commit or rollback, even if the link that prepared it ends. Immutable.
 *
 * <p>Every answer, including a refusal, waits until everything that it depends on is durable.
 */
public sealed interface BranchRequest extends Request {

    @Override
    default Sync sync() {
        return Sync.EVERY_REPLY;
    }

    /**
     * Prepares a branch: stores it durably, so that it can be committed or rolled back later. Until then its sends are
     * invisible, and its acknowledged messages, in flight for any session of this link, are neither delivered again nor
     * removed. Refused with {@link Problem#BRANCH_EXISTS} if the branch is prepared already.
     */
    record Prepare(BranchId branch, List<Envelope> sends, List<Tag> acknowledged) implements BranchRequest {

        @Override
        public int tagCount() {
            return acknowledged.size();
        }
    }

    /**
     * Commits a prepared branch. Refused with {@link Problem#NO_SUCH_BRANCH} if it is not prepared, and with
     * {@link Problem#RESOURCE_LIMIT} if the log has no space for it, and with {@link Problem#SECURITY} if another user
     * prepared it; then it stays prepared.
     */
    record CommitPrepared(BranchId branch) implements BranchRequest {}

    /**
     * Rolls a prepared branch back: discards its sends and returns its acknowledged messages. Refused as
     * {@link CommitPrepared} is.
     */
    record RollbackPrepared(BranchId branch) implements BranchRequest {}

    /** Asks which branches of the link's user are prepared. Answer: {@link Reply.Branches}. */
    record Prepared() implements BranchRequest {}
}
