package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.persistence.SnapshotRows;
import org.restante.broker.state.Change;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.SharedBacklog;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.broker.state.Topic;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/**
 * Messages that move from the shared ones to a subscription's own while a snapshot is made. Most tests have a message with two objects:
 * one subscription had taken and packed it when the walk came to it, and the snapshot has it as shared for the other one, whose
 * acknowledgement is lost.
 */
final class SharedCopyTest {

    private static final Address TOPIC = Address.topic("news");
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final long COPIED = 3 << 12;

    private final List<Change> log = new ArrayList<>();
    private final State before = newState();
    private final Change.Stored shared;

    SharedCopyTest() {
        make(new Change.DestinationCreated(1, TOPIC));
        subscribe(FIRST);
        subscribe(SECOND);
        send(List.of(), FIRST); // its row stops the walk at the first subscription
        List<OwnerSet> sets = before.sharing().sets(envelope(0));
        assertEquals(1, sets.size());
        shared = send(sets);
        send(sets);
    }

    private static State newState() {
        return new State(100, 1 << 12, 8);
    }

    private void subscribe(int id) {
        make(new Change.SubscriptionCreated(
                new SubscriptionDefinition(id, 1, null, "subscription " + id, null, false, true, true)));
    }

    private void make(Change change) {
        log.add(change);
        before.apply(log.size(), change);
    }

    private static Envelope envelope(long number) {
        Header header = new Header(new MessageId(1, 1, number), TOPIC, true, 4, 1, 0, 0, null, null, null);
        return Envelope.of(header, Map.of(), BodyKind.BYTES, new byte[10]);
    }

    private Change.Stored send(List<OwnerSet> sets, int... owners) {
        long sequence = before.nextSequence();
        Envelope envelope = envelope(sequence);
        StoredMessage message = new StoredMessage(sequence, 1, envelope);
        Change.Stored stored = new Change.Stored(message, envelope, owners, new int[owners.length], sets, false);
        make(stored);
        before.sharing().kept(stored, (1 << 12) + 100L * log.size(), 7);
        return stored;
    }

    /** The rows of a walk; the task runs when the first subscription is reached, before its shared messages are. */
    private List<SnapshotRows.Row> walk(Runnable meanwhile) {
        SnapshotPass pass = new SnapshotPass(before, 1);
        List<SnapshotRows.Row> rows = new ArrayList<>(pass.next());
        rows.addAll(pass.next());
        meanwhile.run();
        List<SnapshotRows.Row> next = pass.next();
        while (!next.isEmpty()) {
            rows.addAll(next);
            next = pass.next();
        }
        return rows;
    }

    /** The first subscription settles its messages, so that those of the second one are packed; no log has that. */
    private void settle() {
        DeliveryQueue owner = owner(before, FIRST);
        MessageReference first = owner.backlog().first();
        while (first != null) {
            before.apply(9, new Change.Settled(FIRST, DeliveryStatus.State.ACKNOWLEDGED, null, List.of(first.tag())));
            first = owner.backlog().first();
        }
        assertEquals(2, owner(before, SECOND).backlog().size());
        for (int i = 0; i < 9; i++) {
            before.packer().run();
        }
    }

    private State load(List<SnapshotRows.Row> rows) {
        State state = newState();
        SnapshotRows.Loader loader = new SnapshotRows.Loader(state, id -> true, false);
        rows.forEach(row -> loader.load(row.key(), row.value()));
        return state;
    }

    /** The message as the first subscription shares it. */
    private StoredMessage ofFirst(State state) {
        Topic topic = state.destinations().topic(1);
        assertNotNull(topic);
        SharedBacklog.Entry entry = topic.shared().find(shared.message().sequence());
        assertNotNull(entry);
        return entry.message();
    }

    /** The object of the second subscription alone; null if it does not have the message. */
    private @Nullable StoredMessage ofSecond(State state) {
        MessageReference own =
                owner(state, SECOND).ownBacklog().find(4, shared.message().sequence());
        return own == null ? null : own.message();
    }

    private State twins() {
        State state = load(walk(this::settle));
        assertNotSame(ofFirst(state), ofSecond(state));
        return state;
    }

    @Test
    void aCopyMovesEachObjectOfItsMessage() {
        State state = twins();
        long old = ofFirst(state).position();
        Change.Stored copy = state.sharing().copy(shared, old);
        assertNotNull(copy);
        state.sharing().kept(copy, COPIED, 9);
        assertEquals(COPIED, ofFirst(state).position());
        assertEquals(COPIED, Objects.requireNonNull(ofSecond(state)).position());
        assertNull(state.sharing().copy(shared, old), "nothing is left at the old position");
    }

    @Test
    void aMemberThatHasTheMessageElsewhereIsNoException() {
        State state = twins();
        Change.Stored copy = state.sharing().copy(shared, ofFirst(state).position());
        assertNotNull(copy);
        state.place(Objects.requireNonNull(ofSecond(state)), COPIED, 9);
        Change.Stored next = state.sharing().copy(shared, ofFirst(state).position());
        assertNotNull(next);
        State replayed = newState();
        for (Change change : log) {
            replayed.apply(1, change);
        }
        replayed.apply(
                1,
                new Change.Settled(
                        FIRST,
                        DeliveryStatus.State.ACKNOWLEDGED,
                        null,
                        List.of(new Tag(FIRST, 4, shared.message().sequence()))));
        owner(replayed, SECOND).backlog();
        replayed.apply(1, copy);
        replayed.apply(1, next);
        assertNotNull(ofSecond(replayed), "the second subscription has not settled the message");
        assertEquals(2, owner(replayed, SECOND).size());
    }

    /** A snapshot has the message for both; the acknowledgement of the first one is in a part of the log that is gone. */
    private void copyForSecond(State state) {
        StoredMessage again = new StoredMessage(shared.message().sequence(), 1, shared.envelope());
        Change.Stored copy =
                new Change.Stored(again, shared.envelope(), new int[] {SECOND}, new int[1], List.of(), true);
        state.apply(9, copy);
        state.sharing().replayed(copy, COPIED, 9);
        assertEquals(COPIED, Objects.requireNonNull(ofSecond(state)).position());
    }

    @Test
    void aCopyDoesNotMoveWhatIsSharedByOwnersThatItDoesNotName() {
        assertEquals(2, owner(before, SECOND).backlog().size());
        long old = ofFirst(before).position();
        copyForSecond(before);
        assertEquals(old, ofFirst(before).position());
        before.sharing().drop(message -> message.position() == old);
        assertEquals(2, owner(before, FIRST).size());
        assertEquals(2, owner(before, SECOND).size());
    }

    @Test
    void aCopyDoesNotMoveWhatOwnersHaveThatItDoesNotName() {
        assertEquals(3, owner(before, FIRST).backlog().size());
        assertEquals(2, owner(before, SECOND).backlog().size());
        long live = before.live().total();
        copyForSecond(before);
        MessageReference first =
                owner(before, FIRST).backlog().find(4, shared.message().sequence());
        assertNotNull(first);
        assertEquals(1 << 12, first.message().position() & -(1 << 12));
        assertEquals(live + shared.message().size(), before.live().total());
        before.drop(first);
        assertEquals(live, before.live().total());
    }

    @Test
    void aMessageThatMovedDuringTheWalkCountsOnceAfterAStart() {
        State state =
                load(walk(() -> assertEquals(3, owner(before, FIRST).backlog().size())));
        state.sharing().takeDoubled();
        assertEquals(3, owner(state, FIRST).size());
        assertEquals(5, state.waiting());
        assertEquals(0, owner(state, SECOND).ownBacklog().size(), "it still shares them");
    }

    private static DeliveryQueue owner(State of, int id) {
        DeliveryQueue owner = of.destinations().owner(id);
        assertNotNull(owner);
        return owner;
    }
}
