package org.restante.broker.state;

import java.util.List;
import org.restante.link.BranchId;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * A branch of a distributed transaction that waits for its outcome.
 *
 * @param id the number of the hidden queue that holds its sends; unique among queues, topics and subscriptions
 * @param acknowledged what it takes if it is committed, and gives back if not
 */
public record PreparedBranch(int id, BranchId name, Sender sender, List<Tag> acknowledged) {

    /** What its hidden queue is called where something must be called by a name; nothing is found by it. */
    Address address() {
        return Address.queue("(prepared branch " + name + ")");
    }
}
