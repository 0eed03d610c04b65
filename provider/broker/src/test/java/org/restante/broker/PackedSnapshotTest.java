package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Decoder.MalformedException;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Snapshots of a packed backlog that changes during the walk. */
final class PackedSnapshotTest {

    private static final int BLOCK = 8;

    /** The numbers of the owners: two subscriptions that share the messages of a topic, and a queue. */
    private static final int[] OWNERS = {2, 3, 4};

    private SplittableRandom random = new SplittableRandom(1);
    private State state = new State(100, 1 << 12, BLOCK);
    private long position = 1 << 12;

    /** All changes, with their positions in the log. */
    private final List<Change> log = new ArrayList<>();

    private final List<Long> positions = new ArrayList<>();
    private final List<Integer> unkept = new ArrayList<>();

    private void define() {
        make(new Change.DestinationCreated(1, Address.topic("news")));
        make(new Change.SubscriptionCreated(new SubscriptionDefinition(2, 1, "a", "one", null, false, false, true)));
        make(new Change.SubscriptionCreated(new SubscriptionDefinition(3, 1, "a", "two", null, false, false, true)));
        make(new Change.DestinationCreated(4, Address.queue("orders")));
    }

    private void make(Change change) {
        log.add(change);
        position += 100;
        positions.add(position);
        state.apply(log.size(), change);
    }

    private void send(int... owners) {
        MessageId id = new MessageId(1, random.nextInt(4), state.nextSequence());
        int priority = random.nextInt(4) == 0 ? 9 : 4;
        long expiration = random.nextInt(6) == 0 ? 1_000_000 : 0;
        Header header = new Header(id, Address.queue("orders"), true, priority, 1, expiration, 0, null, null, null);
        Envelope envelope = Envelope.of(
                header, Map.of(), BodyKind.BYTES, new byte[random.nextInt(2) == 0 ? 9 : random.nextInt(99)]);
        StoredMessage message = new StoredMessage(state.nextSequence(), log.size(), envelope);
        make(new Change.Stored(message, envelope, owners, new int[owners.length], false));
        unkept.add(log.size() - 1);
    }

    private void keep() {
        unkept.forEach(at -> state.place(((Change.Stored) log.get(at)).message(), positions.get(at), 7));
        unkept.clear();
        state.packer().run();
    }

    /** Makes one random change. */
    private void step() {
        DeliveryQueue owner = state.destinations().owner(OWNERS[random.nextInt(OWNERS.length)]);
        MessageReference any =
                owner.backlog().atOrAfter(random.nextInt(5) == 0 ? 9 : 4, random.nextLong(state.nextSequence()));
        boolean isThere = any != null && any.message().position() != StoredMessage.NOWHERE;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> send(4);
            case 3 -> send(2, 3);
            case 4, 5 -> keep();
            case 6 -> state.packer().run();
            case 7, 8 -> settle(isThere ? any : null);
            case 9 -> deliver(isThere ? any : null);
            case 10 -> giveBack(isThere ? any : null);
            default -> settle(owner.backlog().first());
        }
    }

    private void settle(MessageReference reference) {
        if (reference != null && reference.message().position() != StoredMessage.NOWHERE) {
            make(new Change.Settled(
                    reference.owner().id(), DeliveryStatus.State.ACKNOWLEDGED, null, List.of(reference.tag())));
        }
    }

    private void deliver(MessageReference reference) {
        if (reference != null && !reference.isInFlight()) {
            make(new Change.Delivered(reference.owner().id(), "c", null, attempts(reference, 1)));
        }
    }

    private void giveBack(MessageReference reference) {
        if (reference != null && reference.isInFlight()) {
            make(new Change.Returned(reference.owner().id(), attempts(reference, 0), 0));
        }
    }

    private static List<Change.Attempt> attempts(MessageReference reference, int more) {
        return List.of(new Change.Attempt(reference.tag(), reference.attempts() + more));
    }

    private static List<String> tell(State told) {
        List<String> all = new ArrayList<>();
        for (DeliveryQueue owner : told.destinations().owners()) {
            owner.backlog()
                    .forEach(each -> all.add(each.message() + " " + each.tag() + " " + each.attempts() + " "
                            + each.steps() + " " + each.message().position() + " "
                            + each.message().size() + " " + each.message().expiration()));
            all.add(owner.id() + ": " + owner.backlog().size() + " of " + owner.bytes() + ", "
                    + owner.mayHaveExpired(Long.MAX_VALUE));
        }
        all.add(told.waiting() + " wait");
        return all;
    }

    private static void assertSame(State expected, State actual) {
        List<String> missing = new ArrayList<>(tell(expected));
        List<String> more = new ArrayList<>(tell(actual));
        missing.removeAll(tell(actual));
        more.removeAll(tell(expected));
        assertEquals(missing, more);
        assertEquals(tell(expected), tell(actual));
    }

    /** The state that a start builds from these rows and the log behind them. */
    private State load(List<SnapshotRows.Row> rows, int from) {
        State loaded = new State(100, 1 << 12, BLOCK);
        SnapshotRows.Loader loader = new SnapshotRows.Loader(loaded, id -> true, false);
        byte[] before = {};
        for (SnapshotRows.Row row : rows) {
            assertTrue(java.util.Arrays.compareUnsigned(before, row.key()) < 0, "the rows are in order");
            before = row.key();
            loader.load(row.key(), row.value());
        }
        for (int at = from; at < log.size(); at++) {
            replay(loaded, at);
        }
        return loaded;
    }

    private void replay(State loaded, int at) {
        if (log.get(at) instanceof Change.Stored stored) {
            StoredMessage again = new StoredMessage(
                    stored.message().sequence(), stored.message().queuedAt(), stored.envelope());
            loaded.apply(
                    at + 1, new Change.Stored(again, stored.envelope(), stored.owners(), stored.attempts(), false));
            loaded.place(again, positions.get(at), 7);
        } else {
            loaded.apply(at + 1, log.get(at));
        }
        loaded.packer().runInReplay();
    }

    private static long packedRows(List<SnapshotRows.Row> rows) {
        return rows.stream()
                .filter(row -> row.key()[0] == 3 && row.key().length == 15)
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void holdsWhateverHappensDuringTheWalk(long seed) {
        random = new SplittableRandom(seed);
        define();
        long packed = 0;
        for (int round = 0; round < 30; round++) {
            int calm = random.nextInt(3) * 100;
            for (int i = 0; i < calm; i++) {
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
            packed += packedRows(rows);
            State loaded = load(rows, from);
            assertSame(state, loaded);
            assertEquals(state.live().total(), sizes(state), "live bytes");
            assertEquals(loaded.live().total(), sizes(loaded), "live bytes after a start");
        }
        assertTrue(packed > 50, "only " + packed + " rows were packed");
    }

    /** The size of all messages, each counted once. */
    private static long sizes(State of) {
        java.util.Set<StoredMessage> messages = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        of.destinations().owners().forEach(owner -> owner.backlog().forEach(each -> messages.add(each.message())));
        return messages.stream().mapToLong(StoredMessage::size).sum();
    }

    private List<SnapshotRows.Row> rowsOfPacked() {
        define();
        for (int i = 0; i < 100; i++) {
            send(4);
        }
        for (int i = 0; i < 50; i++) {
            keep();
        }
        List<SnapshotRows.Row> rows = new SnapshotPass(state, 1000).next();
        assertTrue(packedRows(rows) > 5);
        return rows;
    }

    @Test
    void comesBackAsItIsWithoutBeingUnpacked() {
        List<SnapshotRows.Row> rows = rowsOfPacked();
        long packed = state.packer().messages();
        State loaded = load(rows, log.size());
        assertSame(state, loaded);
        assertEquals(packed, loaded.packer().messages());
        assertEquals(state.live().total(), loaded.live().total());
        assertEquals(state.live().oldest(-1), loaded.live().oldest(-1));
        assertEquals(state.heap(), loaded.heap());
    }

    @Test
    void readsRowsOfOneMessageEachAsTheyWereWrittenBefore() {
        List<SnapshotRows.Row> rows = new ArrayList<>();
        for (SnapshotRows.Row row : rowsOfPacked()) {
            if (row.key().length != 15) {
                rows.add(row);
            }
        }
        rows.removeIf(row -> row.key()[0] == 3);
        state.destinations().owner(4).backlog().forEach(each -> rows.add(SnapshotRows.reference(each, 0)));
        assertSame(state, load(rows, log.size()));
    }

    @Test
    void refusesARowOfPackedMessagesThatCannotBe() {
        SnapshotRows.Row good = rowsOfPacked().stream()
                .filter(row -> row.key().length == 15)
                .findFirst()
                .orElseThrow();
        SnapshotRows.Loader loader = new SnapshotRows.Loader(state, id -> true, false);
        byte[] cut = java.util.Arrays.copyOf(good.value(), good.value().length - 1);
        assertThrows(MalformedException.class, () -> loader.load(good.key(), cut));
        for (int at : new int[] {5, 13, 14}) {
            byte[] key = good.key().clone();
            key[at] = (byte) (key[at] + 77);
            assertThrows(MalformedException.class, () -> loader.load(key, good.value()));
        }
    }

    @Test
    void leavesOutWhoseOwnerIsGone() {
        List<SnapshotRows.Row> rows = rowsOfPacked();
        make(new Change.DestinationRemoved(4));
        State loaded = load(rows, log.size() - 1);
        assertSame(state, loaded);
        assertEquals(0, loaded.packer().messages());
        assertEquals(0, loaded.live().total());
        rows.removeIf(row -> row.key()[0] == 1 && row.key()[4] == 4);
        assertEquals(0, load(rows, log.size()).waiting());
    }

    @Test
    void forgetsWhatWasTrimmedThoughItIsPacked() {
        rowsOfPacked();
        List<Tag> gone = new ArrayList<>();
        long middle = positions.get(50);
        DeliveryQueue owner = state.destinations().owner(4);
        owner.backlog().forEach(packed -> packed.lowest() >= middle, each -> {
            if (each.message().position() < middle) {
                gone.add(each.tag());
            }
        });
        assertEquals(46, gone.size());
        gone.forEach(tag -> state.drop(State.find(owner, tag)));
        assertEquals(54, owner.backlog().size());
        assertEquals(sizes(state), state.live().total());
    }
}
