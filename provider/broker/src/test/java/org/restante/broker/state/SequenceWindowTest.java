package org.restante.broker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SequenceWindowTest {

    @Test
    void knowsWhatASetOfNumbersKnows() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            SequenceWindow numbers = new SequenceWindow();
            TreeSet<Long> model = new TreeSet<>();
            long settled = 0;
            for (int i = 0; i < 2000; i++) {
                long number = settled + random.nextInt(random.nextBoolean() ? 50 : SequenceWindow.MAX_WIDTH);
                numbers.add(number);
                model.add(number);
                if (random.nextInt(5) == 0) {
                    settled += random.nextInt(random.nextInt(20) == 0 ? 100_000 : 60);
                    numbers.settle(settled);
                    model = new TreeSet<>(model.tailSet(settled));
                }
                assertEquals(model.size(), numbers.size());
                assertEquals(model.contains(number), numbers.has(number));
            }
            assertEquals(new ArrayList<>(model), numbers.all());
        }
    }

    @Test
    void forgetsWhatIsSettledAndTakesNothingTooFarAhead() {
        SequenceWindow numbers = new SequenceWindow();
        numbers.add(SequenceWindow.MAX_WIDTH);
        assertFalse(numbers.has(SequenceWindow.MAX_WIDTH));
        numbers.settle(Long.MAX_VALUE - 5);
        numbers.settle(3);
        numbers.add(4);
        numbers.add(Long.MAX_VALUE);
        assertEquals(java.util.List.of(Long.MAX_VALUE), numbers.all());
    }
}
