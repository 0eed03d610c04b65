package org.restante.broker.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.link.BranchId;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * A branch of a distributed transaction that waits for its outcome.
 *
 * @param id the number of the hidden queue that holds its sends; unique among queues, topics and subscriptions
 * @param acknowledged the messages that a commit acknowledges and a rollback returns
 * @param user the user who prepared it, and who may end it; null without users
 */
public record PreparedBranch(
        int id,
        BranchId name,
        Sender sender,
        List<Tag> acknowledged,
        @Nullable String user) {

    /** A branch without a user. */
    public PreparedBranch(int id, BranchId name, Sender sender, List<Tag> acknowledged) {
        this(id, name, sender, acknowledged, null);
    }

    /** The address of its hidden queue, for messages to operators; no queue can be found by it. */
    Address address() {
        return Address.queue("(prepared branch " + name + ")");
    }
}
