package org.restante.broker.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.state.DeliveryQueue;

/**
 * The assignment of message groups to the consumers of a queue, with a queue of waiting messages for each consumer. Owned by the
 * broker thread.
 *
 * <p>When a cursor meets a message of a group, the message is queued here for the group's consumer. So the cursor examines it once,
 * and a group whose consumer has no credit does not block the others. Assignments are not stored: after a restart groups are
 * assigned anew.
 *
 * <p>The trap: beyond {@link #MAX_GROUPS} groups, later groups share {@link #BUCKETS} buckets, and all groups of a bucket go to one
 * consumer. The order within each group still holds.
 */
public final class Groups {

    static final int MAX_GROUPS = 10_000;
    static final int BUCKETS = 1024;

    private final List<ClientConsumer> consumers;
    private final Map<Long, ClientConsumer> byGroup = new HashMap<>();
    private final Map<Long, ClientConsumer> byBucket = new HashMap<>();
    private final Map<ClientConsumer, Share> shares = new HashMap<>();

    /** The share of one consumer: the number of its groups, and their messages that wait for its credit. */
    private static final class Share {
        private final Backlog waiting;
        private int groups;

        Share(DeliveryQueue queue) {
            waiting = new Backlog(queue, null);
        }
    }

    /** @param consumers a live view of the consumers of the queue */
    Groups(List<ClientConsumer> consumers) {
        this.consumers = consumers;
    }

    /**
     * The consumer of the message's group. A group without one is assigned to the consumer with the fewest groups, among those that
     * have credit and the same selector as the asking consumer.
     */
    ClientConsumer consumerOf(GroupMark mark, ClientConsumer asking) {
        ClientConsumer bound = bound(mark);
        if (bound == null) {
            bound = leastBusy(asking);
            bind(mark, bound);
        }
        return bound;
    }

    private @Nullable ClientConsumer bound(GroupMark mark) {
        ClientConsumer bound = byGroup.get(mark.group());
        return bound == null ? byBucket.get(bucket(mark)) : bound;
    }

    private void bind(GroupMark mark, ClientConsumer consumer) {
        share(consumer).groups++;
        if (byGroup.size() < MAX_GROUPS) {
            byGroup.put(mark.group(), consumer);
        } else {
            byBucket.put(bucket(mark), consumer);
        }
    }

    /**
     * Assigns a group to a consumer that reclaims a message of it. Returns false if the group is assigned to another consumer.
     */
    public boolean claim(GroupMark mark, ClientConsumer consumer) {
        ClientConsumer bound = bound(mark);
        if (bound == null) {
            bind(mark, consumer);
        }
        return bound == null || bound == consumer;
    }

    private static long bucket(GroupMark mark) {
        return Math.floorMod(mark.group(), (long) BUCKETS);
    }

    private ClientConsumer leastBusy(ClientConsumer asking) {
        ClientConsumer best = asking;
        for (ClientConsumer other : consumers) {
            if (other.cursor() == asking.cursor() && other.hasCredit() && groupsOf(other) < groupsOf(best)) {
                best = other;
            }
        }
        return best;
    }

    private int groupsOf(ClientConsumer consumer) {
        Share share = shares.get(consumer);
        return share == null ? 0 : share.groups;
    }

    private Share share(ClientConsumer consumer) {
        return shares.computeIfAbsent(consumer, any -> new Share(consumer.queue()));
    }

    boolean isQueued(MessageReference reference, ClientConsumer consumer) {
        Share share = shares.get(consumer);
        return share != null && share.waiting.find(reference.message().priority(), reference.sequence()) != null;
    }

    /**
     * Queues a message for its group's consumer. The last message of a group ends the assignment when it is queued the first
     * time.
     */
    void queue(MessageReference reference, GroupMark mark, ClientConsumer consumer) {
        Share share = share(consumer);
        share.waiting.add(reference);
        if (mark.last() && reference.attempts() == 0 && byGroup.remove(mark.group(), consumer)) {
            share.groups--;
        }
    }

    /** The first message of this priority that is queued for the consumer. */
    @Nullable
    MessageReference first(ClientConsumer consumer, int priority) {
        Share share = shares.isEmpty() ? null : shares.get(consumer);
        MessageReference first = share == null ? null : share.waiting.atOrAfter(priority, 0);
        while (share != null && first != null && (first.isInFlight() || first.isDelayed())) {
            share.waiting.remove(first); // assigned or delayed since it was queued
            first = share.waiting.atOrAfter(priority, 0);
        }
        return first;
    }

    /** The message has left the queue, or a cursor is to offer it again. */
    void forget(MessageReference reference) {
        shares.values().forEach(share -> share.waiting.remove(reference));
    }

    /** Ends the assignments of a consumer that has ended. Returns the messages queued for it; null for none. */
    @Nullable
    Backlog leave(ClientConsumer consumer) {
        byGroup.values().removeIf(bound -> bound == consumer);
        byBucket.values().removeIf(bound -> bound == consumer);
        Share share = shares.remove(consumer);
        return share == null ? null : share.waiting;
    }
}
