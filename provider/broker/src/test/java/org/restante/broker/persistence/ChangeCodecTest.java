package org.restante.broker.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.Sender;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.BranchId;
import org.restante.link.Cases;
import org.restante.link.DeliveryStatus;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.log.Keep;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** Decoding an entry returns the changes that were encoded. */
class ChangeCodecTest {

    private static final Tag TAG = new Tag(7, 9, 1L << 40);

    private static final List<Change> PLAIN = List.of(
            new Change.StoreNamed(-5),
            new Change.DestinationCreated(1, Address.parse("temp-topic:ü")),
            new Change.QueueMade(5, Address.parse("queue:made")),
            new Change.DestinationRemoved(Integer.MAX_VALUE),
            new Change.SubscriptionCreated(
                    new SubscriptionDefinition(3, 2, "client", "name", "a = 1", true, false, true)),
            new Change.SubscriptionCreated(new SubscriptionDefinition(4, 2, null, null, null, false, true, false)),
            new Change.SubscriptionRemoved(3),
            new Change.SettingsChanged(
                    Address.parse("queue:orders.*"),
                    Settings.NONE.with(Setting.MAX_DELIVERIES, "7").with(Setting.DEAD_LETTER_QUEUE, "dead.{name}")),
            new Change.SettingsChanged(Address.parse("topic:>"), Settings.NONE),
            new Change.Paused(3, true),
            new Change.Paused(4, false),
            new Change.Delivered(7, "c/1", null, List.of(new Change.Attempt(TAG, 3))),
            new Change.Delivered(7, "c/1", "client", List.of()),
            new Change.Returned(7, List.of(new Change.Attempt(TAG, 0)), 0),
            new Change.Returned(7, List.of(new Change.Attempt(TAG, 2)), 1_700_000_000_000L),
            new Change.ConversationBegun(12, new UUID(-1, 5), "ann"),
            new Change.ConversationBegun(13, new UUID(0, 0), null),
            new Change.DoneOnce(12, 1L << 40, List.of(1L << 40, (1L << 40) + 70_000)),
            new Change.DoneOnce(12, 0, List.of()),
            new Change.ConversationForgotten(12),
            new Change.SequencesFrom(1L << 50),
            new Change.Remembered(7, 1L << 33, "identifier"),
            new Change.Prepared(new PreparedBranch(
                    8, BranchId.of(-1, new byte[] {1}, new byte[0]), new Sender(-9, "client"), List.of(TAG))),
            new Change.Prepared(new PreparedBranch(
                    9, BranchId.of(0, new byte[64], new byte[64]), new Sender(1L << 40, null), List.of())),
            new Change.Prepared(new PreparedBranch(
                    10, BranchId.of(0, new byte[1], new byte[0]), new Sender(1, null), List.of(TAG), "ann")),
            new Change.SubscriptionCreated(
                    new SubscriptionDefinition(5, 2, "client", "by ann", null, false, false, true, "ann")),
            new Change.SubscriptionOwned(5, "ben"),
            new Change.Settled(7, DeliveryStatus.State.DEAD_LETTERED, "why", List.of(TAG, new Tag(7, 0, 1))));

    private static Decision decision(List<Change> changes) {
        Decision decision = new Decision(new State(10, 1 << 16), -77);
        changes.forEach(decision::record);
        assertEquals(Keep.WRITTEN, decision.keep());
        return decision;
    }

    @Test
    void readsEveryKindOfChangeAsItWasWritten() {
        List<Change> read = new ArrayList<>();
        ChangeCodec.decode(ChangeCodec.encode(decision(PLAIN)).bytes(), (time, change, offset) -> {
            assertEquals(-77, time);
            assertEquals(-1, offset);
            read.add(change);
        });
        assertEquals(PLAIN, read);
    }

    @Test
    void readsAndWritesEveryKindHere() {
        Set<Class<?>> kinds = new HashSet<>(Set.of(Change.Stored.class)); // which has a test of its own
        PLAIN.forEach(change -> kinds.add(change.getClass()));
        assertEquals(Cases.classes(Change.class), kinds);
    }

    @Test
    void codesOfChangesNeverChange() {
        Map<String, Integer> codes = new TreeMap<>();
        for (Change change : PLAIN) {
            int code = ChangeCodec.encode(decision(List.of(change))).bytes()[10];
            codes.put(
                    change.getClass().getSimpleName()
                            + (isToWait(change) ? " to wait" : isByUser(change) ? " by user" : ""),
                    code);
        }
        codes.put("Stored", code(List.of()));
        codes.put("Stored for sets", code(List.of(new OwnerSet(2, 9, 5, new int[] {3, 7}))));
        assertEquals(
                "{ConversationBegun=15, ConversationForgotten=17, Delivered=7, DestinationCreated=2,"
                        + " DestinationRemoved=3, DoneOnce=16, Paused=14, Prepared=11, Prepared by user=19, QueueMade=22, Remembered=13, Returned=8,"
                        + " Returned to wait=12, SequencesFrom=18, SettingsChanged=10, Settled=9, StoreNamed=1, Stored=6, Stored for sets=23,"
                        + " SubscriptionCreated=4, SubscriptionCreated by user=20, SubscriptionOwned=21,"
                        + " SubscriptionRemoved=5}",
                codes.toString());
    }

    private static int code(List<OwnerSet> sets) {
        return ChangeCodec.encode(decision(List.of(stored(sets)))).bytes()[10];
    }

    private static Change stored(List<OwnerSet> sets) {
        Header header = new Header(new MessageId(1, 2, 3), Address.topic("t"), false, 4, 1, 0, 0, null, null, null);
        Envelope envelope = Envelope.of(header, Map.of(), BodyKind.BYTES, new byte[3]);
        StoredMessage message = new StoredMessage(1, 2, envelope);
        return new Change.Stored(message, envelope, new int[] {4}, new int[1], sets, false);
    }

    private static boolean isByUser(Change change) {
        if (change instanceof Change.Prepared prepared) {
            return prepared.branch().user() != null;
        }
        return change instanceof Change.SubscriptionCreated created
                && created.definition().user() != null;
    }

    private static boolean isToWait(Change change) {
        return change instanceof Change.Returned returned && returned.due() != 0;
    }

    @Test
    void refusesAKindThatIsNotKnown() {
        byte[] entry =
                ChangeCodec.encode(decision(List.of(new Change.StoreNamed(1)))).bytes();
        entry[10] = 99;
        String reason = assertThrows(
                        Decoder.MalformedException.class, () -> ChangeCodec.decode(entry, (time, change, offset) -> {}))
                .getMessage();
        assertEquals("no change has the kind 99", reason);
    }

    @Test
    void tellsWhereTheEnvelopeOfAStoredMessageLies() {
        Header header = new Header(
                new MessageId(1, 2, 3), Address.queue("q"), true, 8, 5, 99, 98, null, Address.topic("t"), "type");
        Envelope envelope = Envelope.of(header, Map.of("n", 5), BodyKind.BYTES, new byte[] {1, 2, 3});
        Change stored = new Change.Stored(
                new StoredMessage(12, 34, envelope), envelope, new int[] {4, 5}, new int[] {0, 6}, true);
        ChangeCodec.Encoded encoded = ChangeCodec.encode(decision(List.of(PLAIN.get(0), stored)));
        assertEquals(1, encoded.offsets().length);
        Envelope there = Envelope.decode(encoded.bytes(), encoded.offsets()[0], envelope.size());
        assertEquals(header, there.header());
        List<Change> read = new ArrayList<>();
        ChangeCodec.decode(encoded.bytes(), (time, change, offset) -> {
            read.add(change);
            assertEquals(change instanceof Change.Stored ? encoded.offsets()[0] : -1, offset);
        });
        Change.Stored back = (Change.Stored) read.get(1);
        assertArrayEquals(new int[] {4, 5}, back.owners());
        assertArrayEquals(new int[] {0, 6}, back.attempts());
        assertEquals(
                List.of(12L, 34L, 8L, 99L, 98L),
                List.of(
                        back.message().sequence(),
                        back.message().queuedAt(),
                        (long) back.message().priority(),
                        back.message().expiration(),
                        back.message().deliveryTime()));
    }

    @Test
    void readsTheSetsOfOwnersOfAStoredMessage() {
        List<OwnerSet> sets = List.of(new OwnerSet(2, 9, 5, new int[] {3, 7}), new OwnerSet(1 << 20, 10, 0));
        ChangeCodec.Encoded encoded = ChangeCodec.encode(decision(List.of(stored(sets))));
        List<Change> read = new ArrayList<>();
        ChangeCodec.decode(encoded.bytes(), (time, change, offset) -> {
            read.add(change);
            assertEquals(encoded.offsets()[0], offset);
        });
        Change.Stored back = (Change.Stored) read.get(0);
        assertArrayEquals(new int[] {4}, back.owners());
        assertEquals(2, back.sets().size());
        for (int i = 0; i < 2; i++) {
            assertEquals(sets.get(i).topic(), back.sets().get(i).topic());
            assertEquals(sets.get(i).below(), back.sets().get(i).below());
            assertEquals(sets.get(i).members(), back.sets().get(i).members());
            assertArrayEquals(sets.get(i).except(), back.sets().get(i).except());
        }
    }

    @Test
    void refusesAnEntryThatIsCutShort() {
        byte[] whole = ChangeCodec.encode(decision(PLAIN)).bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(
                    Decoder.MalformedException.class, () -> ChangeCodec.decode(part, (time, change, offset) -> {}));
        }
    }
}
