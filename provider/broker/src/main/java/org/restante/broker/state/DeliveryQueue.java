package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.Owner;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.backlog.Packer;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.link.Traffic;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.MessageFields;
import org.restante.selector.Selector;

/**
 * The messages of one queue, or of one subscription of a topic, waiting or in flight. Owned by the broker thread.
 *
 * <p>It is durable state, and changes only through {@link State}. Its consumers are not stored; they are its listener.
 */
public final class DeliveryQueue implements Owner {

    /** Is told of messages that leave the queue or are returned to it, so that consumers can update their positions. */
    public interface Listener {
        /** The message has left the queue. */
        void removed(MessageReference reference);

        /** The message can be delivered again. */
        void rewound(MessageReference reference);

        /** The queue no longer assigns message groups to consumers. */
        void groupsEnded();
    }

    private static final Listener NOBODY = new Listener() {
        @Override
        public void removed(MessageReference reference) {
            // no consumer has a position in the queue
        }

        @Override
        public void rewound(MessageReference reference) {
            // no consumer has a position in the queue
        }

        @Override
        public void groupsEnded() {
            // no consumer has groups
        }
    };

    private final int id;
    private final Address address;
    private @Nullable SubscriptionDefinition subscription;
    private final @Nullable PreparedBranch branch;
    private final Backlog backlog;
    private @Nullable Selector filter;
    private int expiring;
    private int volatiles;
    private @Nullable SharedBacklog shared;
    private long taken;
    private long countedFrom;
    private long bytes;
    private LastValues lastValues = new LastValues();
    private int inFlight;
    private long inFlightBytes;
    private int delayed;
    private boolean paused;
    private boolean madeByUse;
    private boolean topicPaused;
    private Policy policy;
    private StateCounters counters = new StateCounters();
    private Listener listener = NOBODY;

    /** A queue or subscription whose messages are never packed. */
    public DeliveryQueue(int id, Address address, @Nullable SubscriptionDefinition subscription, Policy policy) {
        this(id, address, subscription, policy, null);
    }

    /**
     * An empty queue or subscription.
     *
     * @param packer packs waiting messages; schedules are never packed, because they are accessed while they wait
     */
    public DeliveryQueue(
            int id,
            Address address,
            @Nullable SubscriptionDefinition subscription,
            Policy policy,
            @Nullable Packer packer) {
        this.backlog = new Backlog(this, address.equals(AdminRequest.SCHEDULES) ? null : packer);
        this.policy = policy;
        this.id = id;
        this.address = address;
        this.subscription = subscription;
        this.branch = null;
    }

    /**
     * The hidden queue of a prepared branch. Its messages have not been sent yet, so they neither come due nor expire. They are not
     * packed, because a commit holds references to all of them while their bodies are read.
     */
    DeliveryQueue(PreparedBranch branch, Policy policy) {
        this.backlog = new Backlog(this, null);
        this.policy = policy;
        this.id = branch.id();
        this.address = branch.address();
        this.subscription = null;
        this.branch = branch;
    }

    /** The queue or subscription of a message. */
    public static DeliveryQueue of(MessageReference reference) {
        return (DeliveryQueue) reference.owner();
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Address address() {
        return address;
    }

    /** Its current policy. */
    public Policy policy() {
        return policy;
    }

    void setPolicy(Policy changed) {
        if (!Objects.equals(policy.lastValueKey(), changed.lastValueKey())) {
            lastValues = new LastValues();
        }
        policy = changed;
        if (!hasGroups()) {
            listener.groupsEnded();
        }
    }

    private boolean hasGroups() {
        return policy.groups() && !policy.exclusive();
    }

    /** The message group of a message; null if any consumer may get it. */
    public @Nullable GroupMark groupOf(MessageReference reference) {
        GroupMark mark = reference.message().group();
        return mark != null && hasGroups() ? mark : null;
    }

    /** Counts of its messages since the start, without those that it shares. */
    StateCounters counters() {
        return counters;
    }

    /** Counts of all its messages since the start. */
    public Traffic traffic() {
        return counters.traffic(shared == null ? 0 : shared.untakenFrom(this, countedFrom));
    }

    /** Resets the counts after recovery, which counts old changes again. */
    void resetCounters() {
        counters = new StateCounters();
        countedFrom = shared == null ? 0 : shared.highest() + 1;
    }

    /** Null for a queue. */
    public @Nullable SubscriptionDefinition subscription() {
        return subscription;
    }

    /** The subscription belongs to a user from now on. */
    void setUser(String user) {
        if (subscription != null) {
            subscription = subscription.withUser(user);
        }
    }

    /** The branch, for the hidden queue of a prepared branch; otherwise null. */
    public @Nullable PreparedBranch branch() {
        return branch;
    }

    /** Whether it survives a restart and the end of its consumers. */
    public boolean isDurable() {
        return subscription == null ? !address.kind().isTemporary() : subscription.durable();
    }

    /** Whether it is a subscription with a selector. */
    public boolean isSelective() {
        return subscription != null && subscription.selector() != null;
    }

    /** Whether a message matches the selector of this subscription. */
    boolean accepts(MessageFields message) {
        if (subscription == null || subscription.selector() == null) {
            return true;
        }
        if (filter == null) {
            filter = parse(subscription.selector());
        }
        return filter.matches(message);
    }

    private static Selector parse(String selector) {
        try {
            return Selector.parse(selector);
        } catch (InvalidSelectorException e) {
            throw new IllegalStateException("a stored subscription has the invalid selector " + selector, e);
        }
    }

    /** All its messages; those that it shared until now become its own. */
    public Backlog backlog() {
        if (shared != null && shared.highest() > taken) {
            shared.takeAll(this);
        }
        return backlog;
    }

    /** The messages that are its own already. */
    public Backlog ownBacklog() {
        return backlog;
    }

    /**
     * Visits all its messages, and takes none of those that it shares: first its own ones, in order, then the others, as references
     * that are not in its backlog.
     */
    public void look(Consumer<MessageReference> visitor) {
        backlog.forEach(visitor);
        lookAtShared(visitor);
    }

    /** Visits its messages with this identifier, as {@link #look(Consumer)} does. */
    public void look(MessageId message, Consumer<MessageReference> visitor) {
        backlog.forEach(message, visitor);
        lookAtShared(reference -> {
            if (reference.message().hasId(message)) {
                visitor.accept(reference);
            }
        });
    }

    private void lookAtShared(Consumer<MessageReference> visitor) {
        if (shared != null && shared.highest() > taken) {
            shared.forEachUntaken(this, visitor);
        }
    }

    /** Whether it can share messages with other subscriptions, because it gets all messages of its topic for as long as it exists. */
    public boolean isShareable() {
        return subscription != null
                && subscription.durable()
                && subscription.selector() == null
                && !subscription.noLocal();
    }

    void share(SharedBacklog with) {
        shared = with;
        countedFrom = with.highest() + 1;
    }

    /** It has its first consumer, or lost its last one. */
    public void setWatched(boolean hasConsumers) {
        if (shared != null) {
            shared.watch(this, hasConsumers);
        }
    }

    /** All shared messages up to this sequence are its own, or settled. */
    public long taken() {
        return taken;
    }

    void setTaken(long sequence) {
        taken = sequence;
    }

    /** Takes a message out of the shared ones; false if it has the message already. */
    boolean take(MessageReference reference) {
        if (backlog.find(reference.message().priority(), reference.sequence()) != null) {
            return false;
        }
        add(reference);
        if (reference.sequence() >= countedFrom) {
            counters.count(DeliveryStatus.State.QUEUED);
        }
        return true;
    }

    /** The index of the queue with this number in a list that is sorted by numbers, or as {@link java.util.Collections#binarySearch}. */
    static int search(List<DeliveryQueue> sorted, int id) {
        int low = 0;
        int high = sorted.size() - 1;
        if (high < 0 || sorted.get(high).id < id) {
            return -sorted.size() - 1; // most often, as numbers grow
        }
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = sorted.get(middle).id;
            if (there == id) {
                return middle;
            } else if (there < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** How many messages it has. */
    public int size() {
        return backlog.size() + untaken().messages();
    }

    /** When the message that has waited longest was queued, in milliseconds since the epoch; 0 without messages. */
    public long oldest() {
        long untaken = untaken().oldest();
        MessageReference own = backlog.oldest();
        long other = own == null ? 0 : own.message().queuedAt();
        return untaken == 0 || other == 0 ? Math.max(untaken, other) : Math.min(untaken, other);
    }

    private SharedBacklog.Untaken untaken() {
        return shared == null ? SharedBacklog.Untaken.NONE : shared.untaken(this);
    }

    /** The message after this one; the first if it is null or of another queue. */
    public @Nullable MessageReference behind(@Nullable Tag tag) {
        return behind(tag, packed -> false);
    }

    /** The message after this one; packed messages are skipped, and stay packed, if {@code skip} accepts them. */
    public @Nullable MessageReference behind(@Nullable Tag tag, Predicate<PackedMessages> skip) {
        return backlog().after(tag == null || tag.owner() != id ? null : tag, skip);
    }

    public Listener listener() {
        return listener;
    }

    /** Sets the only listener. */
    public void setListener(Listener only) {
        listener = only;
    }

    /** Whether it is paused, regardless of its topic. */
    public boolean isPausedItself() {
        return paused;
    }

    /** Whether it, or its topic, is paused. */
    public boolean isPaused() {
        return paused || topicPaused;
    }

    void setPaused(boolean isPaused) {
        paused = isPaused;
        madeByUse = false; // a pause is meant to last
    }

    /** Whether its first use made it, and nobody created or paused it since. */
    public boolean isMadeByUse() {
        return madeByUse;
    }

    void setMadeByUse(boolean isMade) {
        madeByUse = isMade;
    }

    /** The topic of this subscription was paused or resumed. */
    void setTopicPaused(boolean isPaused) {
        topicPaused = isPaused;
    }

    /** The size of all its messages, in bytes. */
    public long bytes() {
        return bytes + untaken().bytes();
    }

    public LastValues lastValues() {
        return lastValues;
    }

    @Override
    public boolean isReplaceable(MessageReference reference) {
        return lastValues.has(reference);
    }

    /** Indexes a message by its last value, if the queue has a lastValueKey. */
    void index(MessageReference reference, Envelope message) {
        String value = LastValues.of(policy.lastValueKey(), message);
        if (value != null) {
            lastValues.add(value, reference);
        }
    }

    /** The waiting messages that a new message replaces, because they have the same last value. */
    public List<MessageReference> replacedBy(Envelope message) {
        String value = LastValues.of(policy.lastValueKey(), message);
        return value == null ? List.of() : lastValues.waiting(value);
    }

    /**
     * The messages that a ring drops to have room for this many more; at most {@code max}. Messages in flight do not count, because
     * their consumers have them.
     */
    public List<MessageReference> overflow(int messages, int size, int max) {
        int count = backlog().size() - inFlight + messages;
        long[] left = {bytes - inFlightBytes + size};
        if (policy.holds(count, left[0])) {
            return List.of();
        }
        List<MessageReference> dropped = new ArrayList<>(1);
        backlog.forEachToEvict(reference -> {
            dropped.add(reference);
            left[0] -= reference.message().size();
            return dropped.size() < max && !policy.holds(count - dropped.size(), left[0]);
        });
        return dropped;
    }

    /** How many of its messages are not recovered. */
    int volatiles() {
        return volatiles;
    }

    /** Whether any of its messages can have expired by now. */
    public boolean mayHaveExpired(long now) {
        return branch == null && (expiring > 0 || (shared != null && shared.hasExpired(this, now)));
    }

    @Override
    public void countInFlight(int more, int size) {
        inFlight += more;
        inFlightBytes += (long) more * size;
    }

    public int inFlight() {
        return inFlight;
    }

    /** How many of its messages are delayed. */
    public int delayed() {
        return delayed;
    }

    @Override
    public void countDelayed(int more) {
        delayed += more;
    }

    public void add(MessageReference reference) {
        backlog.add(reference);
        expiring += reference.message().expiration() == 0 ? 0 : 1;
        volatiles += reference.message().isVolatile() ? 1 : 0;
        bytes += reference.message().size();
    }

    /**
     * Appends packed messages if their sequences follow all others of their priority. Returns whether they did; if not, nothing
     * is done.
     */
    boolean append(int priority, PackedMessages packed) {
        if (!backlog.append(priority, packed)) {
            return false;
        }
        expiring += packed.expiring();
        bytes += packed.size();
        return true;
    }

    public void remove(MessageReference reference) {
        backlog.remove(reference);
        listener.removed(reference);
        expiring -= reference.message().expiration() == 0 ? 0 : 1;
        volatiles -= reference.message().isVolatile() ? 1 : 0;
        bytes -= reference.message().size();
        lastValues.remove(reference);
        countInFlight(reference.isInFlight() ? -1 : 0, reference.message().size());
    }

    public void rewind(MessageReference reference) {
        listener.rewound(reference);
    }
}
