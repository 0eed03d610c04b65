package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.persistence.SnapshotRows;
import org.restante.broker.state.Change;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.DeliveryStatus;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/**
 * Subscriptions that share messages come and go, take some, and have them copied forward, also while a snapshot is made. A state beside
 * it, in which each subscription gets each message as its own, shows what is right.
 */
final class SharedSnapshotTest {

    private static final int BLOCK = 8;
    private static final Address TOPIC = Address.topic("news.one");
    private static final int PLAIN = 1;
    private static final int PATTERN = 2;

    private SplittableRandom random = new SplittableRandom(1);
    private State state = newState();
    private State reference = newState();
    private long position = 1 << 12;
    private final List<Change> log = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final List<Integer> unkept = new ArrayList<>();
    private final List<Integer> subscriptions = new ArrayList<>();

    private static State newState() {
        return new State(100, 1 << 12, BLOCK);
    }

    private void define() {
        make(new Change.DestinationCreated(PLAIN, TOPIC));
        make(new Change.DestinationCreated(PATTERN, Address.topic("news.*")));
        for (int i = 0; i < 5; i++) {
            subscribe();
        }
    }

    private void subscribe() {
        int id = state.nextId();
        int topic = random.nextInt(3) == 0 ? PATTERN : PLAIN;
        boolean isPlain = random.nextInt(4) != 0;
        make(new Change.SubscriptionCreated(new SubscriptionDefinition(
                id, topic, null, "subscription " + id, isPlain ? null : "TRUE", false, true, true)));
        subscriptions.add(id);
    }

    private void unsubscribe() {
        if (subscriptions.size() > 2) {
            make(new Change.SubscriptionRemoved(subscriptions.remove(random.nextInt(subscriptions.size()))));
        }
    }

    private void make(Change change) {
        append(change);
        state.apply(log.size(), change);
        if (!(change instanceof Change.Stored)) {
            reference.apply(log.size(), change);
        }
    }

    private void append(Change change) {
        log.add(change);
        position += 100;
        positions.add(position);
    }

    private static Envelope envelope(State of, SplittableRandom random) {
        MessageId id = new MessageId(1, 1, of.nextSequence());
        int priority = random.nextInt(4) == 0 ? 9 : 4;
        long expiration = random.nextInt(6) == 0 ? 1_000_000 : 0;
        Header header = new Header(id, TOPIC, true, priority, 1, expiration, 0, null, null, null);
        return Envelope.of(header, Map.of(), BodyKind.BYTES, new byte[random.nextInt(99)]);
    }

    private void send() {
        Envelope envelope = envelope(state, random);
        long sequence = state.nextSequence();
        List<OwnerSet> sets =
                random.nextInt(5) == 0 ? List.of() : state.sharing().sets(envelope);
        int[] all = state.destinations().subscribers(TOPIC).stream()
                .mapToInt(DeliveryQueue::id)
                .toArray();
        int[] single = Arrays.stream(all).filter(id -> !isIn(sets, id)).toArray();
        int time = log.size() + 1;
        make(new Change.Stored(
                new StoredMessage(sequence, time, envelope), envelope, single, new int[single.length], sets, false));
        reference.apply(
                time,
                new Change.Stored(
                        new StoredMessage(sequence, time, envelope), envelope, all, new int[all.length], false));
        unkept.add(log.size() - 1);
    }

    private boolean isIn(List<OwnerSet> sets, int id) {
        SubscriptionDefinition definition = definition(id);
        return definition.selector() == null && sets.stream().anyMatch(set -> set.topic() == definition.topic());
    }

    private SubscriptionDefinition definition(int id) {
        DeliveryQueue owner = state.destinations().owner(id);
        if (owner == null || owner.subscription() == null) {
            throw new IllegalStateException("no subscription " + id);
        }
        return owner.subscription();
    }

    private void keep() {
        unkept.forEach(at -> state.sharing().kept((Change.Stored) log.get(at), positions.get(at), 7));
        unkept.clear();
        state.packer().run();
    }

    /** Copies what is left of an early message, as the log does before it drops a segment. */
    private void copy() {
        int at = random.nextInt(log.size());
        if (log.get(at) instanceof Change.Stored stored && !unkept.contains(at)) {
            Change.Stored copy = state.sharing().copy(stored, positions.get(at));
            if (copy != null) {
                append(copy);
                state.sharing().kept(copy, position, 7);
            }
        }
    }

    private void step() {
        DeliveryQueue owner = state.destinations().owner(subscriptions.get(random.nextInt(subscriptions.size())));
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> send();
            case 5, 6 -> keep();
            case 7 -> state.packer().run();
            case 8 -> subscribe();
            case 9 -> unsubscribe();
            case 10, 11 -> copy();
            case 12 -> deliver(owner);
            default -> settle(owner);
        }
    }

    private void settle(DeliveryQueue owner) {
        MessageReference first = owner.backlog().first();
        if (first != null && first.message().position() != StoredMessage.NOWHERE) {
            make(new Change.Settled(owner.id(), DeliveryStatus.State.ACKNOWLEDGED, null, List.of(first.tag())));
        }
    }

    private void deliver(DeliveryQueue owner) {
        MessageReference first = owner.backlog().first();
        if (first != null && first.message().position() != StoredMessage.NOWHERE) {
            Change.Attempt attempt = new Change.Attempt(first.tag(), first.attempts() + 1);
            make(new Change.Delivered(owner.id(), "c", null, List.of(attempt)));
        }
    }

    /** All that subscriptions have, first as it is counted without looking at their messages. */
    private static List<String> describe(State described) {
        List<String> all = new ArrayList<>();
        all.add(described.waiting() + " wait, " + described.expiring() + " expire");
        for (DeliveryQueue owner : described.destinations().owners()) {
            all.add(owner.id() + ": " + owner.size() + " of " + owner.bytes() + ", "
                    + owner.mayHaveExpired(Long.MAX_VALUE) + ", from " + owner.oldest());
        }
        for (DeliveryQueue owner : described.destinations().owners()) {
            owner.backlog().forEach(each -> all.add(each.message() + " " + each.tag() + " " + each.attempts()));
            assertEquals(owner.size(), owner.backlog().size());
        }
        all.add(described.waiting() + " wait, " + described.expiring() + " expire");
        return all;
    }

    private State load(List<SnapshotRows.Row> rows, int from) {
        State loaded = newState();
        SnapshotRows.Loader loader = new SnapshotRows.Loader(loaded, id -> true, false);
        byte[] before = {};
        for (SnapshotRows.Row row : rows) {
            assertTrue(Arrays.compareUnsigned(before, row.key()) < 0, "the rows are in order");
            before = row.key();
            loader.load(row.key(), row.value());
        }
        for (int at = from; at < log.size(); at++) {
            replay(loaded, at);
        }
        loaded.sharing().takeDoubled();
        return loaded;
    }

    private void replay(State loaded, int at) {
        if (log.get(at) instanceof Change.Stored stored) {
            StoredMessage again = new StoredMessage(
                    stored.message().sequence(), stored.message().queuedAt(), stored.envelope());
            Change.Stored read = new Change.Stored(
                    again, stored.envelope(), stored.owners(), stored.attempts(), stored.sets(), stored.copied());
            loaded.apply(at + 1, read);
            loaded.sharing().replayed(read, positions.get(at), 7);
        } else {
            loaded.apply(at + 1, log.get(at));
        }
        loaded.packer().runInReplay();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void eachSubscriptionHasItsMessagesWhateverHappensDuringTheWalk(long seed) {
        random = new SplittableRandom(seed);
        define();
        for (int round = 0; round < 12; round++) {
            for (int i = random.nextInt(3) * 50; i > 0; i--) {
                step();
            }
            keep();
            int from = log.size();
            List<SnapshotRows.Row> rows = new ArrayList<>();
            int slice = 1 + random.nextInt(9);
            SnapshotPass pass = new SnapshotPass(state, slice);
            List<SnapshotRows.Row> next = pass.next();
            while (!next.isEmpty()) {
                rows.addAll(next);
                for (int i = random.nextInt(slice + 1); i > 0; i--) {
                    step();
                }
                next = pass.next();
            }
            keep();
            check(load(rows, from));
            check(load(List.of(), 0));
        }
        assertEquals(describe(reference), describe(state));
        assertEquals(sizes(state), state.live().total(), "live bytes");
    }

    private void check(State loaded) {
        Map<Long, Long> places = places(state);
        List<String> missing = new ArrayList<>(describe(reference));
        List<String> more = new ArrayList<>(describe(loaded));
        missing.removeAll(describe(loaded));
        more.removeAll(describe(reference));
        assertEquals(missing, more);
        assertEquals(describe(reference), describe(loaded));
        assertEquals(sizes(loaded), loaded.live().total(), "live bytes after a start");
        assertEquals(places, places(loaded), "positions after a start");
    }

    /** The positions of all messages, read from what each subscription would take, without changing the state. */
    private static Map<Long, Long> places(State of) {
        Map<Long, Long> places = new java.util.TreeMap<>();
        of.destinations().owners().forEach(owner -> owner.ownBacklog().forEach(each -> put(places, each.message())));
        of.destinations()
                .topics()
                .forEach(topic -> topic.shared().entries().forEach(entry -> put(places, entry.message())));
        return places;
    }

    private static void put(Map<Long, Long> places, StoredMessage message) {
        Long other = places.put(message.sequence(), message.position());
        assertTrue(other == null || other == message.position(), () -> message + " has two positions");
    }

    private static long sizes(State of) {
        Set<StoredMessage> messages = Collections.newSetFromMap(new IdentityHashMap<>());
        of.destinations().owners().forEach(owner -> owner.backlog().forEach(each -> messages.add(each.message())));
        return messages.stream().mapToLong(StoredMessage::size).sum();
    }

    @Test
    void aMessageForManySubscriptionsIsOneEntryAndNoReferences() {
        State many = new State(10, 1 << 20);
        many.apply(1, new Change.DestinationCreated(1, TOPIC));
        for (int id = 2; id < 1002; id++) {
            many.apply(
                    1,
                    new Change.SubscriptionCreated(
                            new SubscriptionDefinition(id, 1, null, "s" + id, null, false, true, true)));
        }
        Envelope envelope = envelope(many, random);
        List<OwnerSet> sets = many.sharing().sets(envelope);
        assertEquals(1, sets.size());
        many.apply(
                2, new Change.Stored(new StoredMessage(1, 2, envelope), envelope, new int[0], new int[0], sets, false));
        assertEquals(1000, many.waiting());
        for (DeliveryQueue owner : many.destinations().owners()) {
            assertEquals(1, owner.size());
            assertEquals(1, owner.traffic().queued());
            assertEquals(0, owner.ownBacklog().size(), "nothing was made for each subscription");
        }
        assertEquals(1, many.destinations().owners().iterator().next().backlog().size());
        assertFalse(many.live().total() == 0 && many.waiting() == 0);
    }
}
