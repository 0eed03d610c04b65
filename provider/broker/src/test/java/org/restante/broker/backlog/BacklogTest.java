package org.restante.broker.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.MessageId;

/** Compares a backlog with a sorted map that gets the same operations. */
class BacklogTest {

    private final DeliveryQueue owner =
            new DeliveryQueue(1, Address.queue("q"), null, new Policies().of(Address.queue("q")));
    private final Backlog backlog = new Backlog(owner, null);
    private final TreeMap<Long, MessageReference> plain = new TreeMap<>();

    @Test
    void agreesWithASortedMapInWhateverOrderThingsComeAndGo() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int range = seed % 2 == 0 ? 400 : 5000;
            for (int step = 0; step < 8000; step++) {
                boolean grows = step / 2000 % 2 == 0;
                int priority = random.nextInt(3) * 4;
                long sequence = random.nextInt(range);
                long key = key(priority, sequence);
                if (random.nextInt(10) < (grows ? 8 : 2)) {
                    add(priority, sequence, key);
                } else {
                    remove(random, key);
                }
                look(priority, sequence, key);
            }
            assertEquals(List.copyOf(plain.values()), all());
            new ArrayList<>(plain.values()).forEach(this::drop);
            assertEquals(0, backlog.size());
            assertNull(backlog.first());
        }
    }

    private static long key(int priority, long sequence) {
        return (9L - priority) << 32 | sequence;
    }

    private void add(int priority, long sequence, long key) {
        if (!plain.containsKey(key)) {
            MessageReference made = new MessageReference(
                    new StoredMessage(sequence, 1, new MessageId(1, 1, sequence), 10, priority, 0, 0, null), owner, 0);
            plain.put(key, made);
            backlog.add(made);
        }
    }

    private void remove(Random random, long key) {
        Long at = random.nextBoolean() ? plain.ceilingKey(key) : plain.isEmpty() ? null : plain.firstKey();
        if (at != null) {
            drop(plain.get(at));
        }
    }

    private void drop(MessageReference reference) {
        plain.remove(key(reference.message().priority(), reference.sequence()));
        backlog.remove(reference);
    }

    private void look(int priority, long sequence, long key) {
        assertEquals(plain.size(), backlog.size());
        assertSame(plain.get(key), backlog.find(priority, sequence));
        assertSame(plain.isEmpty() ? null : plain.firstEntry().getValue(), backlog.first());
        var higher = plain.higherEntry(key);
        assertSame(higher == null ? null : higher.getValue(), backlog.after(new Tag(1, priority, sequence)));
        var ceiling =
                plain.subMap(key, true, key(priority, Integer.MAX_VALUE), true).firstEntry();
        assertSame(ceiling == null ? null : ceiling.getValue(), backlog.atOrAfter(priority, sequence));
    }

    private List<MessageReference> all() {
        List<MessageReference> all = new ArrayList<>();
        backlog.forEach(all::add);
        return all;
    }
}
