package org.restante.link;

import java.util.List;
import org.restante.message.Envelope;

/**
 * What a transaction manager, through a client, asks of a broker about branches of distributed transactions. A broker knows a
 * branch from when it is prepared to when it is committed or rolled back, whatever becomes of the link that prepared it.
 *
 * <p>Every answer, a refusal too, waits until all that it builds on is kept.
 */
public sealed interface BranchRequest extends Request {

    @Override
    default Sync sync() {
        return Sync.EVERY_REPLY;
    }

    /**
     * Keeps a branch so that it can be committed or rolled back whatever happens: its sends are seen by nobody, and what it
     * acknowledges, in flight for any session of this link, is neither delivered to anybody nor gone. Refused with
     * {@link Problem#BRANCH_EXISTS} if the branch is prepared already.
     */
    record Prepare(BranchId branch, List<Envelope> sends, List<Tag> acknowledged) implements BranchRequest {}

    /**
     * Commits a prepared branch. Refused with {@link Problem#NO_SUCH_BRANCH} if it is not prepared, and with
     * {@link Problem#RESOURCE_LIMIT} if the log has no room for it: then it stays prepared.
     */
    record CommitPrepared(BranchId branch) implements BranchRequest {}

    /** Forgets the sends of a prepared branch and gives back what it acknowledged. Refused as {@link CommitPrepared}. */
    record RollbackPrepared(BranchId branch) implements BranchRequest {}

    /** Asks which branches are prepared. Answer: {@link Reply.Branches}. */
    record Prepared() implements BranchRequest {}
}
