package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.PackedMessagesTest;
import org.restante.broker.backlog.Packer;
import org.restante.broker.backlog.Run;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.message.Address;
import org.restante.message.MessageId;

/** Compares a run that is packed all the time with a sorted map that gets the same operations. */
final class PackingTest {

    private static final int STEPS = 20_000;

    private final Packer packer = new Packer(8);
    private final DeliveryQueue queue =
            new DeliveryQueue(1, Address.queue("q"), null, new Policies().of(Address.queue("q")), packer);
    private final Run run = new Run(queue, 4, packer);
    private final TreeMap<Long, String> model = new TreeMap<>();

    /** Held messages: they must stay the same objects. */
    private final Map<Long, MessageReference> held = new HashMap<>();

    private SplittableRandom random = new SplittableRandom();
    private long mostPacked;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isLikeASortedMapAndKeepsWhatIsHeld(long seed) {
        random = new SplittableRandom(seed);
        long next = 1;
        for (int step = 0; step < STEPS; step++) {
            boolean grows = step / 4000 % 2 == 0;
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5 -> add(grows || random.nextInt(4) == 0 ? next++ : random.nextLong(1, next + 1));
                case 6, 7 -> remove(random.nextLong(next + 2));
                case 8 -> remove(model.isEmpty() ? 0 : model.firstKey());
                case 9, 10, 11 -> look(random.nextLong(next + 2));
                case 12 -> hold(random.nextLong(next + 2));
                case 13 -> release();
                case 14 -> peek();
                default -> packer.run();
            }
            mostPacked = Math.max(mostPacked, packer.messages());
            assertEquals(model.size(), run.size());
            assertTrue(packer.messages() <= model.size());
        }
        assertEquals(List.copyOf(model.values()), all());
        assertTrue(mostPacked > 200, "at most " + mostPacked + " were packed");
        List.copyOf(held.keySet()).forEach(this::release);
        List.copyOf(model.keySet()).forEach(this::remove);
        assertEquals(0, packer.messages());
        assertEquals(0, packer.heap());
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        run.forEach(each -> all.add(PackedMessagesTest.tell(each)));
        return all;
    }

    private void add(long sequence) {
        if (model.containsKey(sequence)) {
            return;
        }
        StoredMessage message = new StoredMessage(
                sequence,
                random.nextLong(1000),
                new MessageId(1, random.nextInt(5), sequence),
                random.nextInt(9000),
                4,
                random.nextInt(5) == 0 ? 1 + random.nextInt(1000) : 0,
                0,
                random.nextInt(10) == 0 ? new GroupMark(7, false) : null);
        message.place(sequence * 100, random.nextInt(50));
        message.addReference();
        MessageReference reference = new MessageReference(message, queue, random.nextInt(3));
        model.put(sequence, PackedMessagesTest.tell(reference));
        run.add(reference);
        packer.kept();
    }

    private void remove(long sequence) {
        if (!held.containsKey(sequence)) {
            model.remove(sequence);
            run.remove(sequence);
        }
    }

    private void look(long sequence) {
        Map.Entry<Long, String> expected = model.ceilingEntry(sequence);
        check(expected == null ? 0 : expected.getKey(), run.atOrAfter(sequence));
        check(model.containsKey(sequence) ? sequence : 0, run.find(sequence));
    }

    /** @param sequence 0 for none */
    private void check(long sequence, MessageReference found) {
        if (sequence == 0) {
            assertNull(found);
            return;
        }
        assertNotNull(found);
        if (held.containsKey(sequence)) {
            assertSame(held.get(sequence), found);
        } else {
            assertEquals(model.get(sequence), PackedMessagesTest.tell(found));
        }
    }

    private void hold(long sequence) {
        MessageReference found = run.find(sequence);
        if (found != null && held.put(sequence, found) == null) {
            if (sequence % 2 == 0) {
                found.message().pin();
            } else {
                found.hold();
            }
            model.put(sequence, PackedMessagesTest.tell(found));
        }
    }

    private void release() {
        if (held.size() > 20) {
            release(held.keySet().iterator().next());
        }
    }

    private void release(long sequence) {
        MessageReference reference = held.remove(sequence);
        assertSame(reference, run.find(sequence));
        if (sequence % 2 == 0) {
            reference.message().unpin();
        } else {
            reference.returned(reference.attempts());
        }
        model.put(sequence, PackedMessagesTest.tell(reference));
    }

    private void peek() {
        long before = packer.messages();
        MessageReference first = run.peek();
        assertEquals(
                model.isEmpty() ? null : model.firstEntry().getValue(),
                first == null ? null : PackedMessagesTest.tell(first));
        List<Long> loose = new ArrayList<>();
        run.forEach(packed -> true, each -> loose.add(each.sequence()));
        assertEquals(model.size() - packer.messages(), loose.size());
        assertEquals(loose.stream().sorted().toList(), loose);
        assertEquals(before, packer.messages(), "who only looks unpacks nothing");
    }
}
