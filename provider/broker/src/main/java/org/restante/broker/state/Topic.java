package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import org.restante.message.Address;

/** A topic and its subscriptions. Owned by the broker thread. */
public final class Topic {

    private final int id;
    private final Address address;
    private final List<DeliveryQueue> subscriptions = new ArrayList<>();
    private final List<DeliveryQueue> others = new ArrayList<>();
    private final SharedBacklog shared;
    private Policy policy;
    private boolean paused;

    Topic(int id, Address address, Policy policy, SharedBacklog.Twice twice) {
        this.shared = new SharedBacklog(twice);
        this.id = id;
        this.address = address;
        this.policy = policy;
    }

    /** Its current policy. */
    public Policy policy() {
        return policy;
    }

    void setPolicy(Policy changed) {
        policy = changed;
    }

    /** Whether the deliveries of all its subscriptions are paused. */
    public boolean isPaused() {
        return paused;
    }

    void setPaused(boolean isPaused) {
        paused = isPaused;
        subscriptions.forEach(subscription -> subscription.setTopicPaused(isPaused));
    }

    public int id() {
        return id;
    }

    public Address address() {
        return address;
    }

    /** All subscriptions, by number. */
    public List<DeliveryQueue> subscriptions() {
        return subscriptions;
    }

    /** The subscriptions that do not share messages: those with a selector or noLocal, and those that are not durable. */
    public List<DeliveryQueue> others() {
        return others;
    }

    /** The messages that the other subscriptions have in common. */
    public SharedBacklog shared() {
        return shared;
    }

    void add(DeliveryQueue subscription) {
        insert(subscriptions, subscription);
        if (subscription.isShareable()) {
            shared.join(subscription);
            subscription.share(shared);
        } else {
            insert(others, subscription);
        }
    }

    void remove(DeliveryQueue subscription) {
        remove(subscriptions, subscription);
        remove(others, subscription);
        shared.leave(subscription);
    }

    private static void insert(List<DeliveryQueue> into, DeliveryQueue subscription) {
        int at = DeliveryQueue.search(into, subscription.id());
        into.add(at < 0 ? -at - 1 : at, subscription);
    }

    private static void remove(List<DeliveryQueue> from, DeliveryQueue subscription) {
        int at = DeliveryQueue.search(from, subscription.id());
        if (at >= 0) {
            from.remove(at);
        }
    }
}
