package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.Selector;

/**
 * What one queue, or one subscription of a topic, is owed, and who consumes from it. Owned by the broker thread.
 *
 * <p>What it is owed is durable state and changes only through {@link State}; cursors and consumers are of this run only.
 */
final class DeliveryQueue {

    private final int id;
    private final Address address;
    private final @Nullable SubscriptionDefinition subscription;
    private final @Nullable PreparedBranch branch;
    private final Backlog backlog = new Backlog();
    private final Cursors cursors = new Cursors(this);
    private final List<ClientConsumer> consumers = new ArrayList<>();
    private @Nullable Selector filter;
    private int turn;
    private int expiring;
    private int inFlight;
    private Policy policy;

    DeliveryQueue(int id, Address address, @Nullable SubscriptionDefinition subscription, Policy policy) {
        this.policy = policy;
        this.id = id;
        this.address = address;
        this.subscription = subscription;
        this.branch = null;
    }

    /** The hidden queue of a prepared branch, whose messages have not been sent yet: they neither come due nor expire. */
    DeliveryQueue(PreparedBranch branch, Policy policy) {
        this.policy = policy;
        this.id = branch.id();
        this.address = branch.address();
        this.subscription = null;
        this.branch = branch;
    }

    int id() {
        return id;
    }

    /** The queue, or the topic. */
    Address address() {
        return address;
    }

    /** How it behaves now. */
    Policy policy() {
        return policy;
    }

    void follow(Policy changed) {
        policy = changed;
    }

    /** Null for a queue. */
    @Nullable
    SubscriptionDefinition subscription() {
        return subscription;
    }

    /** Null for all but the hidden queue of a prepared branch. */
    @Nullable
    PreparedBranch branch() {
        return branch;
    }

    /** Whether it outlives its consumers and a restart. */
    boolean isDurable() {
        return subscription == null ? !address.kind().isTemporary() : subscription.durable();
    }

    /** Whether a message belongs to this subscription, by its selector. */
    boolean accepts(Envelope message) {
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

    Backlog backlog() {
        return backlog;
    }

    List<ClientConsumer> consumers() {
        return consumers;
    }

    /** Whether any message here has a time to live. */
    boolean hasExpiring() {
        return expiring > 0 && branch == null;
    }

    /** Whether somebody consumes from it, or has yet to acknowledge what came from it. */
    boolean isInUse() {
        return !consumers.isEmpty() || inFlight > 0;
    }

    /** Counts what is in flight; called by its messages. */
    void countInFlight(int more) {
        inFlight += more;
    }

    void add(MessageReference reference) {
        backlog.add(reference);
        expiring += reference.message().expiration() == 0 ? 0 : 1;
    }

    void remove(MessageReference reference) {
        backlog.remove(reference);
        expiring -= reference.message().expiration() == 0 ? 0 : 1;
        inFlight -= reference.isInFlight() ? 1 : 0;
    }

    void rewind(MessageReference reference) {
        cursors.rewind(reference);
    }

    void attach(ClientConsumer consumer) {
        consumers.add(consumer);
    }

    void detach(ClientConsumer consumer, String selector) {
        consumers.remove(consumer);
        cursors.leave(selector);
    }

    /** The cursor of a new consumer. */
    Cursor cursor(String text, @Nullable Selector selector) {
        return cursors.use(text, selector);
    }

    /** How many consumers take turns; where one gets all, the others wait until it is gone. */
    int takers() {
        return policy.exclusive() ? Math.min(1, consumers.size()) : consumers.size();
    }

    /** The consumers take turns: the one whose turn it is, and the turn passes on. */
    ClientConsumer nextConsumer() {
        turn = turn + 1 >= takers() ? 0 : turn + 1;
        return consumers.get(turn);
    }
}
