package org.restante.broker.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restante.broker.state.DeliveryQueue;
import org.restante.link.BranchId;
import org.restante.message.Envelope;

/**
 * The space that the sends of prepared branches will take at their destinations when they are committed. Owned by the broker thread.
 *
 * <p>Kept for every destination, because a bound may be set after the prepare. Not stored: after a start it is made again from the
 * messages of the branches.
 */
public final class Reservations {

    /** The key is the address of a queue, which need not exist yet, or a subscription. */
    private final Map<Object, Space> reserved = new HashMap<>();

    private final Map<BranchId, Map<Object, Space>> branches = new HashMap<>();

    /** A number of messages and their bytes. */
    record Space(int messages, long bytes) {

        static final Space NONE = new Space(0, 0);

        Space plus(int moreMessages, long moreBytes) {
            return new Space(messages + moreMessages, bytes + moreBytes);
        }
    }

    void reserve(BranchId branch, Envelope message, List<DeliveryQueue> owners) {
        if (message.header().destination().kind().isTopic()) {
            owners.forEach(owner -> reserve(branch, key(owner), message.size()));
        } else {
            reserve(branch, message.header().destination(), message.size());
        }
    }

    private void reserve(BranchId branch, Object key, int bytes) {
        add(branches.computeIfAbsent(branch, any -> new HashMap<>()), key, 1, bytes);
        add(reserved, key, 1, bytes);
    }

    /** The branch was committed or rolled back. */
    public void release(BranchId branch) {
        Map<Object, Space> own = branches.remove(branch);
        if (own != null) {
            own.forEach((key, space) -> add(reserved, key, -space.messages, -space.bytes));
        }
    }

    private static void add(Map<Object, Space> to, Object key, int messages, long bytes) {
        Space after = to.getOrDefault(key, Space.NONE).plus(messages, bytes);
        if (after.messages == 0) {
            to.remove(key);
        } else {
            to.put(key, after);
        }
    }

    Space at(DeliveryQueue owner) {
        return reserved.getOrDefault(key(owner), Space.NONE);
    }

    private static Object key(DeliveryQueue owner) {
        return owner.subscription() == null ? owner.address() : owner;
    }
}
