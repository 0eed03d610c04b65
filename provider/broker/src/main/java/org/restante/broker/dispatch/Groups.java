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
 * Which consumer of a queue each message group goes to, and what waits for that one. Owned by the broker thread.
 *
 * <p>What a cursor meets of a group is put aside here, in order, for the group's consumer; so the cursor looks at it once, and a
 * group whose consumer takes nothing keeps nobody else waiting. Of this run only: after a restart groups are assigned anew.
 *
 * <p>The trap: beyond {@link #MAX_GROUPS} groups, those that come later share {@link #BUCKETS} places, so several of them go to one
 * consumer; their order holds all the same.
 */
public final class Groups {

    static final int MAX_GROUPS = 10_000;
    static final int BUCKETS = 1024;

    private final List<ClientConsumer> consumers;
    private final Map<Long, ClientConsumer> byGroup = new HashMap<>();
    private final Map<Long, ClientConsumer> byBucket = new HashMap<>();
    private final Map<ClientConsumer, Share> shares = new HashMap<>();

    /** What one consumer has: so many groups, and of these, what waits until it takes it. */
    private static final class Share {
        private final Backlog waiting;
        private int groups;

        Share(DeliveryQueue queue) {
            waiting = new Backlog(queue, null);
        }
    }

    /** @param consumers those of the queue, as they come and go */
    Groups(List<ClientConsumer> consumers) {
        this.consumers = consumers;
    }

    /**
     * The consumer of the message's group; a group without one gets the one with the fewest groups among those that ask as this
     * one does, and take messages now.
     */
    ClientConsumer taker(GroupMark mark, ClientConsumer asking) {
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

    /** A consumer has messages of this group in flight from before. Says whether the group is its own. */
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

    boolean isAside(MessageReference reference, ClientConsumer taker) {
        Share share = shares.get(taker);
        return share != null && share.waiting.find(reference.message().priority(), reference.sequence()) != null;
    }

    /** Keeps a message for its group's consumer. The last of a group ends it, the first time it comes by. */
    void putAside(MessageReference reference, GroupMark mark, ClientConsumer taker) {
        Share share = share(taker);
        share.waiting.add(reference);
        if (mark.last() && reference.attempts() == 0 && byGroup.remove(mark.group(), taker)) {
            share.groups--;
        }
    }

    /** The first of this priority that waits for the consumer. */
    @Nullable
    MessageReference first(ClientConsumer consumer, int priority) {
        Share share = shares.get(consumer);
        MessageReference first = share == null ? null : share.waiting.atOrAfter(priority, 0);
        while (share != null && first != null && (first.isInFlight() || first.isDelayed())) {
            share.waiting.remove(first); // given away since, or waiting for its time
            first = share.waiting.atOrAfter(priority, 0);
        }
        return first;
    }

    /** The message has gone, or is to be looked at anew. */
    void forget(MessageReference reference) {
        shares.values().forEach(share -> share.waiting.remove(reference));
    }

    /** The consumer has gone, and its groups are nobody's. Returns what waited for it; null for nothing. */
    @Nullable
    Backlog leave(ClientConsumer consumer) {
        byGroup.values().removeIf(bound -> bound == consumer);
        byBucket.values().removeIf(bound -> bound == consumer);
        Share share = shares.remove(consumer);
        return share == null ? null : share.waiting;
    }
}
