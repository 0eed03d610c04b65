package org.restante.broker.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.backlog.Packer;
import org.restante.broker.backlog.StoredMessage;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Tag;

/**
 * The durable state of a broker: all that survives a restart. Changes take effect here alone, when they are decided and when the log
 * is replayed. Owned by the broker thread.
 */
public final class State {

    /** Listens for messages that are gone for all their owners. */
    public interface Departures {
        void gone(StoredMessage message);
    }

    private final Policies policies = new Policies();
    private final Packer packer;
    private final Destinations destinations;
    private final History history;
    private final LiveBytes live;
    private final Delays delays = new Delays();
    private final Duplicates duplicates = new Duplicates();
    private final RequestHistories requestHistories = new RequestHistories();
    private StateCounters counters = new StateCounters();
    private Departures departures = message -> {};
    private int store;
    private int nextId = 1;
    private long nextSequence = 1;
    private long waiting;
    private long expiring;
    private long keptSequence;
    private final Sharing sharing;

    public State(int historyBound, long stretch) {
        this(historyBound, stretch, Packer.BLOCK);
    }

    /**
     * A state without destinations.
     *
     * @param block the largest number of messages packed together
     */
    public State(int historyBound, long stretch, int block) {
        packer = new Packer(block);
        destinations = new Destinations(policies, packer, message -> dropShared(message, 1));
        sharing = new Sharing(this, block < Packer.BLOCK);
        history = new History(historyBound);
        live = new LiveBytes(stretch);
    }

    public void onDeparture(Departures listener) {
        departures = listener;
    }

    public Policies policies() {
        return policies;
    }

    public Destinations destinations() {
        return destinations;
    }

    public History history() {
        return history;
    }

    public Duplicates duplicates() {
        return duplicates;
    }

    public RequestHistories requestHistories() {
        return requestHistories;
    }

    public LiveBytes live() {
        return live;
    }

    public Packer packer() {
        return packer;
    }

    /** An estimate of the heap that waiting messages take without their bodies, in bytes. */
    public long heap() {
        return (waiting - packer.messages()) * Packer.LOOSE + packer.heap();
    }

    /** The messages that wait for a time. */
    public Delays delays() {
        return delays;
    }

    /** 0 until the store has been named. */
    public int store() {
        return store;
    }

    public int nextId() {
        return nextId;
    }

    public long nextSequence() {
        return nextSequence;
    }

    /** The number of references: each message counts once for each of its owners. */
    public long waiting() {
        return waiting;
    }

    /** Counts of the messages that came into each state in this run. */
    public StateCounters counters() {
        return counters;
    }

    /** Begins this run, after recovery: its counts, and its part of the history. */
    public void recovered() {
        history.recovered();
        counters = new StateCounters();
        destinations.owners().forEach(DeliveryQueue::resetCounters);
    }

    private void count(DeliveryQueue owner, DeliveryStatus.State state) {
        if (owner.branch() == null) { // the sends of a branch are not sent yet
            owner.counters().count(state);
            counters.count(state);
        }
    }

    public void restoreCounters(int storeNumber, int id, long sequence) {
        store = storeNumber;
        nextId = Math.max(nextId, id);
        nextSequence = Math.max(nextSequence, sequence);
    }

    /** The changes of each message come first. No table: a table of all changes costs each start their classes and lambdas. */
    public void apply(long time, Change change) {
        if (change instanceof Change.Stored stored) {
            store(stored);
        } else if (change instanceof Change.Delivered delivered) {
            deliver(time, delivered);
        } else if (change instanceof Change.Settled settled) {
            settle(time, settled);
        } else if (change instanceof Change.Returned returned) {
            takeBack(time, returned);
        } else if (change instanceof Change.Remembered remembered) {
            remember(remembered);
        } else if (change instanceof Change.DoneOnce done) {
            requestHistories.done(time, done);
        } else {
            applyDefinition(time, change);
        }
    }

    private void applyDefinition(long time, Change change) {
        if (change instanceof Change.DestinationCreated created) {
            create(created);
        } else if (change instanceof Change.QueueMade made) {
            nextId = Math.max(nextId, made.id() + 1);
            destinations.make(made.id(), made.address());
        } else if (change instanceof Change.SubscriptionCreated created) {
            subscribe(created.definition());
        } else if (change instanceof Change.DestinationRemoved removed) {
            removeDestination(removed.id());
        } else if (change instanceof Change.SubscriptionRemoved removed) {
            removeOwner(destinations.owner(removed.id()));
        } else if (change instanceof Change.SubscriptionOwned owned) {
            own(owned);
        } else if (change instanceof Change.Prepared prepared) {
            prepare(prepared.branch());
        } else if (change instanceof Change.ConversationBegun begun) {
            begin(time, begun);
        } else if (change instanceof Change.ConversationForgotten forgotten) {
            requestHistories.forget(forgotten.id());
        } else if (change instanceof Change.SequencesFrom from) {
            nextSequence = Math.max(nextSequence, from.next());
        } else if (change instanceof Change.StoreNamed named) {
            store = named.store();
        } else if (change instanceof Change.SettingsChanged changed) {
            change(changed);
        } else if (change instanceof Change.Paused paused) {
            destinations.pause(paused.id(), paused.paused());
        } else {
            throw new IllegalArgumentException(
                    change.getClass().getName() + " has no effect on the state; give it one");
        }
    }

    private void create(Change.DestinationCreated created) {
        nextId = Math.max(nextId, created.id() + 1);
        destinations.create(created.id(), created.address());
    }

    private void own(Change.SubscriptionOwned owned) {
        DeliveryQueue owner = destinations.owner(owned.id());
        if (owner != null) {
            owner.setUser(owned.user());
        }
    }

    private void begin(long time, Change.ConversationBegun begun) {
        nextId = Math.max(nextId, begun.id() + 1);
        requestHistories.begin(time, begun);
    }

    private void change(Change.SettingsChanged changed) {
        policies.set(changed.pattern(), changed.settings());
        destinations.followPolicies();
        duplicates.fit(destinations::duplicateWindow);
    }

    /**
     * Two subscriptions never have one name. A log replayed over a snapshot may bring back a subscription that was removed; the one
     * with the higher number came later and replaces it.
     */
    private void subscribe(SubscriptionDefinition definition) {
        nextId = Math.max(nextId, definition.id() + 1);
        DeliveryQueue other = definition.key() == null ? null : destinations.subscription(definition.key());
        if (other != null && other.id() < definition.id()) {
            removeOwner(other);
        }
        if (other == null || other.id() < definition.id()) {
            destinations.subscribe(definition);
        }
    }

    /** As with subscriptions, of two branches of one name the one with the higher number came later. */
    private void prepare(PreparedBranch branch) {
        nextId = Math.max(nextId, branch.id() + 1);
        DeliveryQueue other = destinations.branch(branch.name());
        if (other != null && other.id() < branch.id()) {
            removeOwner(other);
        }
        if (other == null || other.id() < branch.id()) {
            destinations.prepare(branch);
            hold(branch);
        }
    }

    /** Holds the messages that a prepared branch acknowledges: they are in flight for nobody. */
    public void hold(PreparedBranch branch) {
        for (Tag tag : branch.acknowledged()) {
            MessageReference reference = find(destinations.owner(tag.owner()), tag);
            if (reference != null) {
                reference.hold();
            }
        }
    }

    private void remember(Change.Remembered remembered) {
        nextSequence = Math.max(nextSequence, remembered.sequence() + 1);
        if (destinations.has(remembered.destination())) {
            duplicates.remember(remembered, destinations.duplicateWindow(remembered.destination()));
        }
    }

    private void store(Change.Stored stored) {
        StoredMessage message = sharing.known(stored);
        nextSequence = Math.max(nextSequence, message.sequence() + 1);
        boolean mayBeThere = stored.copied() || !stored.sets().isEmpty();
        for (int i = 0; i < stored.owners().length; i++) {
            DeliveryQueue owner = destinations.owner(stored.owners()[i]);
            if (owner == null || (mayBeThere && isThere(owner, message))) {
                continue;
            }
            MessageReference reference = new MessageReference(message, owner, stored.attempts()[i]);
            add(reference);
            owner.index(reference, stored.envelope());
            count(owner, DeliveryStatus.State.QUEUED);
        }
        sharing.store(stored, message); // last, so that a message is not gone in between
    }

    /** Numbers below this one are given no more, as they name a set of owners; their definitions may be gone from the log. */
    void idsFrom(int next) {
        nextId = Math.max(nextId, next);
    }

    /** So many members of a topic share a message. */
    void countShared(StoredMessage message, int members) {
        waiting += members;
        expiring += message.expiration() == 0 ? 0 : members;
        counters.countQueued(members);
    }

    /** So many members of a topic do not share a message any more. */
    void dropShared(StoredMessage message, int members) {
        waiting -= members;
        expiring -= message.expiration() == 0 ? 0 : members;
        message.addReferences(1 - members);
        dropReference(message);
    }

    /** A new owner of a message that is replayed. */
    void addAgain(StoredMessage message, DeliveryQueue owner) {
        add(new MessageReference(message, owner, 0));
        count(owner, DeliveryStatus.State.QUEUED);
    }

    /** What subscriptions of a topic have in common. */
    public Sharing sharing() {
        return sharing;
    }

    /** How many references have a message that expires. */
    public long expiring() {
        return expiring;
    }

    /** The highest sequence of a message whose position in the log is known. */
    public long keptSequence() {
        return keptSequence;
    }

    static boolean isThere(DeliveryQueue owner, StoredMessage message) {
        return owner.ownBacklog().find(message.priority(), message.sequence()) != null;
    }

    /** Puts a reference in its place; one that stood there is dropped. */
    public void add(MessageReference reference) {
        DeliveryQueue owner = DeliveryQueue.of(reference);
        MessageReference before = owner.ownBacklog().find(reference.message().priority(), reference.sequence());
        if (before != null) {
            drop(before);
        }
        reference.message().addReference();
        owner.add(reference);
        waiting++;
        expiring += isExpiring(reference) ? 1 : 0;
        if (reference.message().deliveryTime() != 0 && owner.branch() == null) {
            delays.add(reference);
        }
    }

    /** Puts packed messages in their places; references that stood there are dropped. */
    public void add(DeliveryQueue owner, int priority, PackedMessages packed) {
        if (owner.append(priority, packed)) {
            waiting += packed.count();
            expiring += owner.branch() == null ? packed.expiring() : 0;
            live.add(packed);
            return;
        }
        for (MessageReference reference : packed.references(owner, priority)) {
            StoredMessage message = reference.message();
            message.dropReference();
            add(reference);
            live.add(message.position(), message.size());
            packer.kept();
        }
    }

    /** Notes where in the log a stored message lies. */
    public void place(StoredMessage message, long position, int offset) {
        keptSequence = Math.max(keptSequence, message.sequence());
        if (message.references() == 0) {
            message.place(position, offset);
            return;
        }
        if (message.position() != StoredMessage.NOWHERE) {
            live.remove(message.position(), message.size());
        }
        message.place(position, offset);
        live.add(position, message.size());
        packer.kept();
    }

    private void deliver(long time, Change.Delivered delivered) {
        DeliveryQueue owner = destinations.owner(delivered.owner());
        for (Change.Attempt attempt : delivered.attempts()) {
            MessageReference reference = find(owner, attempt.tag());
            if (reference != null) {
                deliver(
                        reference,
                        new Step(
                                DeliveryStatus.State.DELIVERED,
                                time,
                                attempt.attempt(),
                                delivered.consumer(),
                                delivered.clientId(),
                                null));
            }
        }
    }

    /** Delivers a message: one that is not recovered, or as a part of a change. */
    public void deliver(MessageReference reference, Step step) {
        delays.remove(reference);
        reference.delivered(step.attempt());
        count(DeliveryQueue.of(reference), DeliveryStatus.State.DELIVERED);
        reference.remember(step);
    }

    private void takeBack(long time, Change.Returned returned) {
        DeliveryQueue owner = destinations.owner(returned.owner());
        for (Change.Attempt attempt : returned.attempts()) {
            MessageReference reference = find(owner, attempt.tag());
            if (reference != null && !isWaitingAgain(reference, returned.due())) {
                reference.returned(attempt.attempt());
                count(DeliveryQueue.of(reference), DeliveryStatus.State.RETURNED);
                reference.remember(new Step(DeliveryStatus.State.RETURNED, time, attempt.attempt(), null, null, null));
                if (returned.due() == 0) {
                    DeliveryQueue.of(reference).rewind(reference);
                } else {
                    delays.add(reference, returned.due());
                }
            }
        }
    }

    /** Whether the change was applied before, as when the message was copied forward. */
    private boolean isWaitingAgain(MessageReference reference, long due) {
        return due != 0 && due == delays.dueAfterReturn(reference);
    }

    private void settle(long time, Change.Settled settled) {
        DeliveryQueue owner = destinations.owner(settled.owner());
        for (Tag tag : settled.tags()) {
            MessageReference reference = find(owner, tag);
            if (reference != null) {
                settle(reference, time, settled.outcome(), settled.reason());
            }
        }
    }

    void settle(MessageReference reference, long time, DeliveryStatus.State outcome, @Nullable String reason) {
        drop(reference);
        count(DeliveryQueue.of(reference), outcome);
        history.add(reference, time, outcome, reason);
    }

    public static @Nullable MessageReference find(@Nullable DeliveryQueue owner, Tag tag) {
        return owner == null ? null : owner.backlog().find(tag.priority(), tag.sequence());
    }

    /** Takes a reference out without an entry in the history. */
    public void drop(MessageReference reference) {
        DeliveryQueue.of(reference).remove(reference);
        waiting--;
        expiring -= isExpiring(reference) ? 1 : 0;
        delays.remove(reference);
        dropReference(reference.message());
    }

    private static boolean isExpiring(MessageReference reference) {
        return reference.message().expiration() != 0
                && DeliveryQueue.of(reference).branch() == null;
    }

    private void dropReference(StoredMessage message) {
        if (message.dropReference()) {
            if (message.position() != StoredMessage.NOWHERE) {
                live.remove(message.position(), message.size());
            }
            departures.gone(message);
        }
    }

    private void removeDestination(int id) {
        Topic topic = destinations.topic(id);
        if (topic == null) {
            removeOwner(destinations.owner(id));
            return;
        }
        List.copyOf(topic.subscriptions()).forEach(this::removeOwner);
        duplicates.forget(id);
        destinations.remove(topic);
    }

    private void removeOwner(@Nullable DeliveryQueue owner) {
        if (owner == null) {
            return;
        }
        MessageReference first = owner.backlog().first();
        while (first != null) {
            drop(first);
            first = owner.backlog().first();
        }
        duplicates.forget(owner.id());
        destinations.remove(owner);
    }
}
