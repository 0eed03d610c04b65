package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import org.restante.message.Address;

/** A topic and its subscriptions. Owned by the broker thread. */
public final class Topic {

    private final int id;
    private final Address address;
    private final List<DeliveryQueue> subscriptions = new ArrayList<>();
    private Policy policy;
    private boolean paused;

    Topic(int id, Address address, Policy policy) {
        this.id = id;
        this.address = address;
        this.policy = policy;
    }

    /** Its current policy. */
    Policy policy() {
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

    public List<DeliveryQueue> subscriptions() {
        return subscriptions;
    }
}
