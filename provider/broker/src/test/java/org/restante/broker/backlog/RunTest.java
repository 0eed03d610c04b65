package org.restante.broker.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.message.Address;
import org.restante.message.MessageId;

/** Compares a run with a sorted map that gets the same operations. */
final class RunTest {

    private static final int STEPS = 20_000;

    private final DeliveryQueue queue =
            new DeliveryQueue(1, Address.parse("queue:orders"), null, new Policies().of(Address.queue("orders")));
    private final Run run = new Run(queue, 4, null);
    private final TreeMap<Long, MessageReference> model = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsAndRemovesLikeASortedMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long next = 1;
        for (int step = 0; step < STEPS; step++) {
            long sequence = random.nextLong(next + 2);
            switch (random.nextInt(5)) {
                case 0, 1 -> add(next++);
                case 2 -> add(sequence);
                case 3 -> remove(random.nextBoolean() && !model.isEmpty() ? model.firstKey() : sequence);
                default -> look(sequence);
            }
        }
        List<MessageReference> all = new ArrayList<>();
        run.forEach(all::add);
        assertEquals(List.copyOf(model.values()), all);
    }

    private void add(long sequence) {
        if (model.containsKey(sequence)) {
            return;
        }
        StoredMessage message = new StoredMessage(sequence, 0, new MessageId(1, 1, sequence), 1, 4, 0, 0, null);
        MessageReference reference = new MessageReference(message, queue, 0);
        model.put(sequence, reference);
        run.add(reference);
    }

    private void remove(long sequence) {
        model.remove(sequence);
        run.remove(sequence);
        assertEquals(model.size(), run.size());
    }

    private void look(long sequence) {
        Map.Entry<Long, MessageReference> expected = model.ceilingEntry(sequence);
        assertSame(expected == null ? null : expected.getValue(), run.atOrAfter(sequence));
        assertSame(model.get(sequence), run.find(sequence));
    }
}
