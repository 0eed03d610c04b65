package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.Owner;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.backlog.Packer;
import org.restante.link.AdminRequest;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.Selector;

/**
 * The messages that one queue, or one subscription of a topic, is owed. Owned by the broker thread.
 *
 * <p>It is durable state and changes only through {@link State}. Its consumers are of this run only: they listen to it.
 */
public final class DeliveryQueue implements Owner {

    /** Told of messages that leave or come back, so that no consumer's place points at them. */
    public interface Listener {
        /** The message has left the queue. */
        void removed(MessageReference reference);

        /** The message can be delivered again. */
        void rewound(MessageReference reference);

        /** Message groups are not kept together any more. */
        void groupsEnded();
    }

    private static final Listener NOBODY = new Listener() {
        @Override
        public void removed(MessageReference reference) {
            // nobody has a place in the queue
        }

        @Override
        public void rewound(MessageReference reference) {
            // nobody has a place in the queue
        }

        @Override
        public void groupsEnded() {
            // nobody has groups
        }
    };

    private final int id;
    private final Address address;
    private final @Nullable SubscriptionDefinition subscription;
    private final @Nullable PreparedBranch branch;
    private final Backlog backlog;
    private @Nullable Selector filter;
    private int expiring;
    private long bytes;
    private LastValues lastValues = new LastValues();
    private int inFlight;
    private int delayed;
    private boolean paused;
    private boolean halted;
    private Policy policy;
    private StateCounters tally = new StateCounters();
    private Listener listener = NOBODY;

    /** One where nothing is packed. */
    public DeliveryQueue(int id, Address address, @Nullable SubscriptionDefinition subscription, Policy policy) {
        this(id, address, subscription, policy, null);
    }

    /**
     * A queue or subscription that is still empty.
     *
     * @param packer packs what waits here; schedules are looked at while they wait, and never packed
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
     * The hidden queue of a prepared branch, whose messages have not been sent yet: they neither come due nor expire. Nor are they
     * packed: a commit has all of them at hand while their bodies are read.
     */
    DeliveryQueue(PreparedBranch branch, Policy policy) {
        this.backlog = new Backlog(this, null);
        this.policy = policy;
        this.id = branch.id();
        this.address = branch.address();
        this.subscription = null;
        this.branch = branch;
    }

    /** The queue that a message waits in. */
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

    /** How it behaves now. */
    public Policy policy() {
        return policy;
    }

    void follow(Policy changed) {
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

    /** The group by which a message is given out; null for a message that any consumer may get. */
    public @Nullable GroupMark groupOf(MessageReference reference) {
        GroupMark mark = reference.message().group();
        return mark != null && hasGroups() ? mark : null;
    }

    /** What has become of its messages in this run. */
    public StateCounters tally() {
        return tally;
    }

    /** Recovery is over, which repeats what was counted before. */
    void beginTally() {
        tally = new StateCounters();
    }

    /** Null for a queue. */
    public @Nullable SubscriptionDefinition subscription() {
        return subscription;
    }

    /** Null for all but the hidden queue of a prepared branch. */
    public @Nullable PreparedBranch branch() {
        return branch;
    }

    /** Whether it outlives its consumers and a restart. */
    public boolean isDurable() {
        return subscription == null ? !address.kind().isTemporary() : subscription.durable();
    }

    /** Whether a message belongs to this subscription, by its selector. */
    public boolean accepts(Envelope message) {
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
            throw new IllegalStateException("a kept subscription has the selector " + selector, e);
        }
    }

    public Backlog backlog() {
        return backlog;
    }

    /** The message behind this place; the first if there is no place, or it is elsewhere. */
    public @Nullable MessageReference behind(@Nullable Tag place) {
        return behind(place, packed -> false);
    }

    /** The same, passing over what is packed where that may be. */
    public @Nullable MessageReference behind(@Nullable Tag place, Predicate<PackedMessages> passes) {
        return backlog.after(place == null || place.owner() != id ? null : place, passes);
    }

    public Listener listener() {
        return listener;
    }

    /** There is one listener at the most. */
    public void listen(Listener only) {
        listener = only;
    }

    /** Whether it was paused itself. */
    public boolean isPausedItself() {
        return paused;
    }

    /** Whether nothing is delivered from it: it is paused, or its topic is. */
    public boolean isPaused() {
        return paused || halted;
    }

    void pause(boolean stops) {
        paused = stops;
    }

    /** Its topic is paused, or goes on. */
    void halt(boolean stops) {
        halted = stops;
    }

    /** The size of all messages here, in bytes. */
    public long bytes() {
        return bytes;
    }

    public LastValues lastValues() {
        return lastValues;
    }

    @Override
    public boolean isReplaceable(MessageReference reference) {
        return lastValues.has(reference);
    }

    /** Takes note of the value by which a later message takes the place of one that is here. */
    void index(MessageReference reference, Envelope message) {
        String value = LastValues.of(policy.lastValueKey(), message);
        if (value != null) {
            lastValues.add(value, reference);
        }
    }

    /** What a message takes the place of, when it comes. */
    public List<MessageReference> replacedBy(Envelope message) {
        String value = LastValues.of(policy.lastValueKey(), message);
        return value == null ? List.of() : lastValues.waiting(value);
    }

    /** What a ring drops to have room for one more message of this size, as many at the most. */
    public List<MessageReference> tooMany(int size, int most) {
        if (policy.holds(backlog.size() + 1, bytes + size)) {
            return List.of();
        }
        List<MessageReference> dropped = new ArrayList<>(1);
        long[] left = {bytes + size};
        backlog.forEachLeastWanted(reference -> {
            dropped.add(reference);
            left[0] -= reference.message().size();
            return dropped.size() < most && !policy.holds(backlog.size() + 1 - dropped.size(), left[0]);
        });
        return dropped;
    }

    /** Whether any message here has a time to live. */
    public boolean hasExpiring() {
        return expiring > 0 && branch == null;
    }

    @Override
    public void countInFlight(int more) {
        inFlight += more;
    }

    public int inFlight() {
        return inFlight;
    }

    /** How many wait for a time. */
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
        bytes += reference.message().size();
    }

    /** Puts packed messages behind all others of their priority. Says whether that is their place; if not, nothing is done. */
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
        bytes -= reference.message().size();
        lastValues.remove(reference);
        inFlight -= reference.isInFlight() ? 1 : 0;
    }

    public void rewind(MessageReference reference) {
        listener.rewound(reference);
    }
}
