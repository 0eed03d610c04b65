package org.restante.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundTest {

    private final List<String> done = new ArrayList<>();
    private final Wakeup wakeup = new Wakeup(() -> done.add("woken"));

    @Test
    void outsideOfARoundATaskRunsAtOnce() {
        Round.atEnd(() -> done.add("task"));
        done.add("after");

        assertEquals(List.of("task", "after"), done);
    }

    @Test
    void tasksRunInOrderAtTheEndOfTheOutermostRound() {
        Round.run(() -> {
            Round.atEnd(() -> done.add("first"));
            Round.run(() -> Round.atEnd(() -> done.add("second")));
            done.add("work");
        });

        assertEquals(List.of("work", "first", "second"), done);
    }

    @Test
    void tasksRunAlthoughTheWorkOrAnotherTaskFails() {
        assertThrows(
                IllegalStateException.class,
                () -> Round.run(() -> {
                    Round.atEnd(() -> {
                        throw new IllegalArgumentException("a task of the test");
                    });
                    Round.atEnd(() -> done.add("task"));
                    throw new IllegalStateException("the work of the test");
                }));

        assertEquals(List.of("task"), done);
    }

    @Test
    void requestsOfARoundWakeOnceAndTheNextRoundWakesAgain() {
        for (int i = 0; i < 2; i++) {
            Round.run(() -> {
                wakeup.request();
                wakeup.request();
            });
        }

        assertEquals(List.of("woken", "woken"), done);
    }
}
