package org.restante.broker.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.message.Address;
import org.restante.message.Decoder.MalformedException;
import org.restante.message.MessageId;

/** Packing and unpacking of messages. */
public class PackedMessagesTest {

    private final SplittableRandom random = new SplittableRandom(3);
    private final DeliveryQueue queue =
            new DeliveryQueue(1, Address.queue("q"), null, new Policies().of(Address.queue("q")));

    private List<MessageReference> some(int count) {
        List<MessageReference> some = new ArrayList<>();
        long sequence = random.nextLong(1L << 40);
        boolean expire = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            sequence += 1 + random.nextInt(3);
            MessageId id = new MessageId(random.nextInt(), random.nextLong(), random.nextLong());
            long expiration = expire && random.nextBoolean() ? 1 + random.nextLong(1L << 45) : 0;
            StoredMessage message = new StoredMessage(
                    sequence, random.nextLong(1L << 45), id, random.nextInt(1 << 20), 7, expiration, 0, null);
            message.place(random.nextLong(1L << 50), random.nextInt(1 << 20));
            message.addReference();
            some.add(new MessageReference(message, queue, random.nextInt(9)));
        }
        return some;
    }

    public static String tell(MessageReference reference) {
        StoredMessage message = reference.message();
        return message + " " + reference.tag() + " " + message.queuedAt() + " " + message.size() + " "
                + message.expiration() + " " + message.position() + "+" + message.offset() + " "
                + reference.attempts() + " " + message.references() + " " + reference.isPlain();
    }

    @Test
    void tellsAllThatWasKnownOfThem() {
        for (int round = 0; round < 500; round++) {
            List<MessageReference> some = some(1 + random.nextInt(256));
            PackedMessages packed =
                    PackedMessages.read(PackedMessages.of(some).bytes().clone());
            List<MessageReference> told = packed.references(queue, 7);
            assertEquals(
                    some.stream().map(PackedMessagesTest::tell).toList(),
                    told.stream().map(PackedMessagesTest::tell).toList());
            assertEquals(some.get(0).sequence(), packed.first());
            assertEquals(some.get(some.size() - 1).sequence(), packed.last());
            assertEquals(
                    some.stream()
                            .mapToLong(each -> each.message().position())
                            .min()
                            .orElse(0),
                    packed.lowest());
            assertEquals(
                    some.stream()
                            .mapToLong(each -> each.message().expiration())
                            .filter(time -> time > 0)
                            .min()
                            .orElse(Long.MAX_VALUE),
                    packed.soonest());
        }
    }

    @Test
    void findsOneByItsSequenceOrIdentifier() {
        List<MessageReference> some = some(100);
        PackedMessages packed = PackedMessages.of(some);
        for (MessageReference each : some) {
            assertTrue(packed.contains(each.sequence()));
            assertEquals(each.sequence(), packed.sequenceFrom(each.sequence()));
            MessageReference found = packed.find(each.message().id(), queue, 7);
            assertNotNull(found);
            assertEquals(tell(each), tell(found));
        }
        for (long sequence = packed.first() - 2; sequence <= packed.last() + 2; sequence++) {
            long from = sequence;
            long expected = some.stream()
                    .mapToLong(MessageReference::sequence)
                    .filter(each -> each >= from)
                    .min()
                    .orElse(Long.MAX_VALUE);
            assertEquals(expected, packed.sequenceFrom(from));
        }
        assertNull(packed.find(new MessageId(1, 2, 3), queue, 7));
    }

    @Test
    void refusesBytesThatTellOfNoMessages() {
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = PackedMessages.of(some(1 + random.nextInt(10))).bytes();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                PackedMessages.read(bytes).references(queue, 7); // accepted bytes must be readable
            } catch (MalformedException e) {
                refused++;
            }
        }
        assertTrue(refused > 5000, "only " + refused + " were refused");
        assertThrows(MalformedException.class, () -> PackedMessages.read(new byte[3]));
    }

    @Test
    void refusesMoreMessagesThanABlockHas() {
        long[][] even = new long[10][70_000];
        for (int i = 0; i < even[0].length; i++) {
            even[0][i] = i; // the sequences
        }
        byte[] bytes = Columns.encode(even);
        assertTrue(bytes.length < 200, "rows that rise evenly take bytes: " + bytes.length);
        assertThrows(MalformedException.class, () -> PackedMessages.read(bytes));
    }

    @Test
    void refusesMessagesThatDoNotRise() {
        List<MessageReference> some = some(5);
        some.add(some.get(2));
        byte[] bytes = PackedMessages.of(some).bytes();
        assertThrows(MalformedException.class, () -> PackedMessages.read(bytes));
    }
}
