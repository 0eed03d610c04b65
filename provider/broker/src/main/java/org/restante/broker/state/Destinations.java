package org.restante.broker.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.Packer;
import org.restante.link.BranchId;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * All queues, topics, subscriptions and prepared branches, by number and by name. Owned by the broker thread.
 *
 * <p>The trap: {@link #owners} includes the hidden queues of prepared branches; {@link #queue} does not find them.
 */
public final class Destinations {

    /** An estimate of the heap that a queue, a topic or a subscription takes besides its texts, in bytes; measured, and rounded up. */
    public static final long COST = 2_048;

    private final Map<Address, DeliveryQueue> queues = new HashMap<>();
    private final Map<Address, Topic> topics = new HashMap<>();
    private final TreeMap<Integer, Topic> topicsById = new TreeMap<>();
    private final TreeMap<Integer, DeliveryQueue> owners = new TreeMap<>();
    private final TreeMap<SubscriptionDefinition.Key, DeliveryQueue> named = new TreeMap<>();
    private final Map<BranchId, DeliveryQueue> branches = new LinkedHashMap<>();

    private final Routes routes = new Routes();

    private final Policies policies;

    private final Packer packer;
    private final SharedBacklog.Twice twice;
    private long heap;

    Destinations(Policies policies, Packer packer, SharedBacklog.Twice twice) {
        this.twice = twice;
        this.packer = packer;
        this.policies = policies;
    }

    /** An estimate of the heap that all queues, topics and subscriptions take, in bytes. */
    public long heap() {
        return heap;
    }

    /** The heap that a queue or topic would take if it were created, in bytes; 0 if it is there. */
    public long heapOfNew(Address address) {
        return isThere(address) ? 0 : COST + heap(address.name());
    }

    /** Whether there is a queue or topic of this name. */
    private boolean isThere(Address address) {
        return queues.containsKey(address) || topics.containsKey(address);
    }

    /**
     * Checks the name of a destination that a request may create. One that is there may be used, however long its name is: dead-letter
     * queues contain the names of other queues.
     *
     * @throws RefusedException if it is too long
     */
    public void checkName(Address address) {
        if (!isThere(address)) {
            Names.check(address);
        }
    }

    /** The heap that a text takes, in bytes; 0 for null. */
    public static long heap(@Nullable String text) {
        return text == null ? 0 : 2L * text.length();
    }

    private static long heap(DeliveryQueue queue) {
        SubscriptionDefinition definition = queue.subscription();
        return definition == null
                ? COST + heap(queue.address().name())
                : COST + heap(definition.clientId()) + heap(definition.name()) + heap(definition.selector());
    }

    private static long heap(Topic topic) {
        return COST + heap(topic.address().name());
    }

    /** Settings have changed: gives all queues and topics their new policies. */
    void followPolicies() {
        owners.values().forEach(owner -> owner.setPolicy(policies.of(owner.address())));
        topicsById.values().forEach(topic -> topic.setPolicy(policies.of(topic.address())));
    }

    /** The policy of a queue or topic, or the one that it would get if it were created. */
    public Policy policy(Address address) {
        DeliveryQueue queue = queues.get(address);
        Topic topic = topics.get(address);
        if (topic != null) {
            return topic.policy();
        }
        return queue == null ? policies.of(address) : queue.policy();
    }

    /** How many identifiers this queue or topic remembers for duplicate detection; 0 if it does not exist. */
    public int duplicateWindow(int id) {
        Topic topic = topicsById.get(id);
        DeliveryQueue owner = owners.get(id);
        if (topic != null) {
            return topic.policy().duplicateWindow();
        }
        return owner == null ? 0 : owner.policy().duplicateWindow();
    }

    /**
     * The queue or subscription that an operator has named.
     *
     * @throws RefusedException if it does not exist
     */
    public DeliveryQueue at(Place place) {
        DeliveryQueue found = place.id() == 0 ? queues.get(place.address()) : owners.get(place.id());
        if (found == null || found.branch() != null || !found.address().equals(place.address())) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    place.id() == 0
                            ? place.address() + " is not there"
                                    + (place.address().kind().isTopic() ? " as a queue" : "")
                            : "no subscription or queue of " + place.address() + " has the number " + place.id()
                                    + "; it may be gone by now");
        }
        return found;
    }

    /** Pauses or resumes the deliveries of a queue, a topic or a subscription. */
    void pause(int id, boolean paused) {
        Topic topic = topicsById.get(id);
        DeliveryQueue owner = owners.get(id);
        if (topic != null) {
            topic.setPaused(paused);
        } else if (owner != null) {
            owner.setPaused(paused);
        }
    }

    /** The queue or subscription with this number; also the hidden queue of a branch. */
    public @Nullable DeliveryQueue owner(int id) {
        return owners.get(id);
    }

    /** The owner with the lowest number that is not below this one. */
    public @Nullable DeliveryQueue ownerFrom(int id) {
        Map.Entry<Integer, DeliveryQueue> entry = owners.ceilingEntry(id);
        return entry == null ? null : entry.getValue();
    }

    /** The topic with the lowest number that is not below this one. */
    public @Nullable Topic topicFrom(int id) {
        Map.Entry<Integer, Topic> entry = topicsById.ceilingEntry(id);
        return entry == null ? null : entry.getValue();
    }

    /** All queues and subscriptions by number, with the hidden queues of branches. */
    public Collection<DeliveryQueue> owners() {
        return owners.values();
    }

    public Collection<Topic> topics() {
        return topicsById.values();
    }

    public @Nullable DeliveryQueue queue(Address address) {
        return queues.get(address);
    }

    public @Nullable Topic topic(Address address) {
        return topics.get(address);
    }

    /** The topic of a subscription. */
    @Nullable
    Topic topicOf(int subscription) {
        DeliveryQueue owner = owners.get(subscription);
        return owner == null || owner.subscription() == null
                ? null
                : topicsById.get(owner.subscription().topic());
    }

    public @Nullable Topic topic(int id) {
        return topicsById.get(id);
    }

    /** The subscriptions of a topic: its own, and those of patterns that match its name. */
    public List<DeliveryQueue> subscribers(Address address) {
        Topic topic = topics.get(address);
        List<DeliveryQueue> own = topic == null ? List.of() : topic.subscriptions();
        return routes.complete(address, own);
    }

    /** The subscriptions of a topic that do not share its messages: each may leave some out. */
    public List<DeliveryQueue> selective(Address address) {
        List<Topic> all = topicsOf(address);
        if (all.size() == 1) {
            return all.get(0).others();
        }
        List<DeliveryQueue> others = new ArrayList<>();
        all.forEach(topic -> others.addAll(topic.others()));
        return others;
    }

    /** The topic of this name and the patterns that match it, as far as they exist. */
    public List<Topic> topicsOf(Address address) {
        Topic topic = topics.get(address);
        List<Topic> patterns = routes.patterns(address);
        if (patterns.isEmpty()) {
            return topic == null ? List.of() : List.of(topic);
        }
        List<Topic> all = new ArrayList<>(patterns.size() + 1);
        if (topic != null) {
            all.add(topic);
        }
        all.addAll(patterns);
        return all;
    }

    /** How many subscriptions {@link #subscribers} finds. */
    public int countSubscribers(Address address) {
        int count = 0;
        for (Topic topic : topicsOf(address)) {
            count += topic.subscriptions().size();
        }
        return count;
    }

    public @Nullable DeliveryQueue subscription(SubscriptionDefinition.Key key) {
        return named.get(key);
    }

    /** The user to whom a client identifier belongs, because a durable subscription of the user has it; null for nobody. */
    public @Nullable String userOf(String clientId) {
        for (DeliveryQueue owner : named.tailMap(new SubscriptionDefinition.Key(true, clientId, ""))
                .values()) {
            SubscriptionDefinition subscription = owner.subscription();
            if (subscription == null || !clientId.equals(subscription.clientId())) {
                return null;
            }
            if (subscription.user() != null) {
                return subscription.user();
            }
        }
        return null;
    }

    /** The hidden queue of a prepared branch. */
    public @Nullable DeliveryQueue branch(BranchId name) {
        return branches.get(name);
    }

    /** The hidden queues of all prepared branches, the oldest first. */
    public Collection<DeliveryQueue> branches() {
        return branches.values();
    }

    boolean has(int id) {
        return owners.containsKey(id) || topicsById.containsKey(id);
    }

    /** Creates a queue for its first use. */
    void make(int id, Address address) {
        if (!has(id)) {
            create(id, address);
            DeliveryQueue made = owners.get(id);
            if (made != null) {
                made.setMadeByUse(true);
            }
        }
    }

    /**
     * Creates a queue or topic. Of two with one name the one with the higher number came later and has the name: a replay over a newer
     * snapshot brings back, for a while, what was deleted and created again meanwhile.
     */
    void create(int id, Address address) {
        if (has(id)) {
            DeliveryQueue made = owners.get(id);
            if (made != null) {
                made.setMadeByUse(false);
            }
            return;
        }
        if (address.kind().isTopic()) {
            Topic topic = new Topic(id, address, policies.of(address), twice);
            topics.merge(address, topic, (a, b) -> a.id() > b.id() ? a : b);
            heap += heap(topic);
            routes.add(topic);
            topicsById.put(id, topic);
        } else {
            DeliveryQueue queue = new DeliveryQueue(id, address, null, policies.of(address), packer);
            queues.merge(address, queue, (a, b) -> a.id() > b.id() ? a : b);
            heap += heap(queue);
            owners.put(id, queue);
        }
    }

    void subscribe(SubscriptionDefinition definition) {
        Topic topic = topicsById.get(definition.topic());
        if (topic == null || has(definition.id())) {
            return;
        }
        DeliveryQueue queue =
                new DeliveryQueue(definition.id(), topic.address(), definition, policies.of(topic.address()), packer);
        queue.setTopicPaused(topic.isPaused());
        topic.add(queue);
        routes.changed(topic);
        owners.put(definition.id(), queue);
        heap += heap(queue);
        if (definition.key() != null) {
            named.put(definition.key(), queue);
        }
    }

    void prepare(PreparedBranch branch) {
        if (!has(branch.id())) {
            DeliveryQueue queue = new DeliveryQueue(branch, policies.of(branch.address()));
            owners.put(branch.id(), queue);
            branches.put(branch.name(), queue);
        }
    }

    /** Removes an empty queue, subscription or branch. */
    void remove(DeliveryQueue queue) {
        boolean was = owners.remove(queue.id()) != null;
        if (queue.branch() != null) {
            branches.remove(queue.branch().name(), queue);
            return;
        }
        heap -= was ? heap(queue) : 0;
        SubscriptionDefinition definition = queue.subscription();
        if (definition == null) {
            queues.remove(queue.address(), queue);
            return;
        }
        if (definition.key() != null) {
            named.remove(definition.key(), queue);
        }
        Topic topic = topicsById.get(definition.topic());
        if (topic != null) {
            topic.remove(queue);
            routes.changed(topic);
        }
    }

    void remove(Topic topic) {
        topics.remove(topic.address(), topic);
        routes.remove(topic);
        heap -= topicsById.remove(topic.id()) == null ? 0 : heap(topic);
    }

    /** How many messages wait that end with the broker's process: each counts once for each of its owners. */
    public long unkept() {
        return owners().stream().mapToLong(DeliveryQueue::volatiles).sum();
    }

    /** For each tag its message; null for one that does not exist any more. */
    public List<@Nullable MessageReference> find(List<Tag> tags) {
        List<@Nullable MessageReference> found = new ArrayList<>(tags.size());
        DeliveryQueue owner = null;
        for (Tag tag : tags) {
            if (owner == null || owner.id() != tag.owner()) { // most often one for all
                owner = owner(tag.owner());
            }
            found.add(owner == null ? null : owner.backlog().find(tag.priority(), tag.sequence()));
        }
        return found;
    }
}
