package org.restante.broker.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.Cases;
import org.restante.link.DeliveryStatus;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.log.Keep;
import org.restante.message.Address;
import org.restante.message.NameLength;

/** Every kind of change, as long as it can be, goes into entries of the shortest log: one with segments of 64 KiB. */
class EntryPartsTest {

    private static final int MAX_ENTRY = (64 << 10) - 64 - 16;
    private static final int MANY = 50_000;
    private static final String NAME = "n".repeat(NameLength.MAX_BYTES);
    private static final String SELECTOR = "ü".repeat(16_384);
    private static final int ID = Integer.MAX_VALUE;

    private static final List<Change> LONGEST = List.of(
            new Change.StoreNamed(-1),
            new Change.DestinationCreated(ID, new Address(Address.Kind.TEMPORARY_QUEUE, NAME)),
            new Change.QueueMade(ID, Address.queue(NAME)),
            new Change.SubscriptionOwned(ID, NAME),
            new Change.DestinationRemoved(ID),
            new Change.SubscriptionCreated(new SubscriptionDefinition(ID, ID, NAME, NAME, SELECTOR, true, true, true)),
            new Change.SubscriptionRemoved(ID),
            new Change.SettingsChanged(Address.queue(NAME), longestSettings()),
            new Change.Paused(ID, true),
            new Change.Delivered(ID, "7fffffffffffffff/2147483647", NAME, attempts()),
            new Change.Returned(ID, attempts(), Long.MAX_VALUE),
            new Change.Settled(ID, DeliveryStatus.State.DEAD_LETTERED, "r".repeat(1_000), tags()),
            new Change.Remembered(ID, Long.MAX_VALUE, "ü".repeat(256)),
            new Change.SequencesFrom(Long.MAX_VALUE),
            new Change.ConversationBegun(ID, new UUID(-1, -1), NAME),
            new Change.DoneOnce(
                    ID,
                    1L << 60,
                    LongStream.range(0, MANY).mapToObj(i -> (1L << 60) + i).toList()),
            new Change.ConversationForgotten(ID));

    private static Settings longestSettings() {
        Settings all = Settings.NONE.with(Setting.DEAD_LETTER_QUEUE, "d".repeat(1_000));
        return all.with(Setting.EXPIRY_QUEUE, "e".repeat(1_000)).with(Setting.LAST_VALUE_KEY, "k".repeat(1_000));
    }

    private static List<Change.Attempt> attempts() {
        return tags().stream()
                .map(tag -> new Change.Attempt(tag, Integer.MAX_VALUE))
                .toList();
    }

    private static List<Tag> tags() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> new Tag(ID, 9, (1L << 62) + i))
                .toList();
    }

    private static Decision decision(List<Change> changes) {
        Decision decision = new Decision(new State(10, 1 << 16), 5);
        changes.forEach(decision::record);
        decision.sync();
        return decision;
    }

    /** The parts, each of which fits, and only the last of which is synced. */
    private static List<Decision> parts(List<Change> changes) {
        List<Decision> parts = EntryParts.of(decision(changes), MAX_ENTRY);
        for (Decision part : parts) {
            int bytes = ChangeCodec.encode(part).bytes().length;
            assertTrue(
                    bytes <= MAX_ENTRY,
                    () -> bytes + " bytes: " + part.changes().get(0).getClass());
            assertEquals(5, part.time());
            assertEquals(part == parts.get(parts.size() - 1) ? Keep.SYNCED : Keep.WRITTEN, part.keep());
        }
        return parts;
    }

    @Test
    void holdsEveryKindOfChangeAsLongAsItCanBe() {
        Set<Class<?>> walked = new HashSet<>(Set.of(
                Change.Stored.class, // its size is checked before it is sent: see LongEntriesTest
                Change.Prepared.class));
        for (Change change : LONGEST) {
            parts(List.of(change));
            walked.add(change.getClass());
        }
        assertEquals(Cases.classes(Change.class), walked);
    }

    @Test
    void keepsOrderAndItemsOfAllTogether() {
        List<Change> read = new ArrayList<>();
        for (Decision part : parts(LONGEST)) {
            ChangeCodec.decode(ChangeCodec.encode(part).bytes(), (time, change, offset) -> read.add(change));
        }
        assertEquals(
                LONGEST.stream().map(Change::getClass).toList(),
                read.stream().map(Change::getClass).distinct().toList());
        assertEquals(tags(), items(read, Change.Settled.class, change -> ((Change.Settled) change).tags()));
        assertEquals(attempts(), items(read, Change.Returned.class, change -> ((Change.Returned) change).attempts()));
        assertEquals(attempts(), items(read, Change.Delivered.class, change -> ((Change.Delivered) change).attempts()));
        assertEquals(
                MANY,
                items(read, Change.DoneOnce.class, change -> ((Change.DoneOnce) change).numbers())
                        .size());
    }

    private static List<Object> items(
            List<Change> changes, Class<?> kind, java.util.function.Function<Change, List<?>> items) {
        List<Object> all = new ArrayList<>();
        changes.stream().filter(kind::isInstance).forEach(change -> all.addAll(items.apply(change)));
        return all;
    }
}
