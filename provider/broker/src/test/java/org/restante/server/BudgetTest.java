package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetTest {

    private final Budget budget = new Budget(100, 50);
    private final List<String> granted = new ArrayList<>();

    private boolean reserve(Budget.Holding holding, long bytes, String name) {
        return budget.reserve(new Budget.Reservation(holding, bytes, () -> granted.add(name)));
    }

    @Test
    void oneUserTakesItsShareAndOneFrameMore() {
        Budget.Holding first = new Budget.Holding("eve");
        Budget.Holding second = new Budget.Holding("eve");
        Budget.Holding third = new Budget.Holding("eve");
        assertTrue(reserve(first, 50, "first"));
        assertTrue(reserve(second, 70, "second"), "one frame may exceed the share");
        assertFalse(reserve(third, 10, "third"));
        assertTrue(reserve(new Budget.Holding("anna"), 50, "anna"), "another user waits for eve");
        budget.release(first);
        assertEquals(List.of("third"), granted);
    }

    @Test
    void framesThatHaveBegunDoNotWaitForEachOther() {
        Budget.Holding first = new Budget.Holding("");
        Budget.Holding second = new Budget.Holding("");
        Budget.Holding third = new Budget.Holding("");
        assertTrue(reserve(first, 40, "first"));
        assertTrue(reserve(second, 40, "second"));
        assertTrue(reserve(third, 20, "third"));
        assertTrue(reserve(first, 40, "first again"), "none can end");
        assertFalse(reserve(second, 61, "second again"));
        assertFalse(reserve(third, 1, "third again"), "overtakes one that waits");
        assertTrue(reserve(first, 200, "first once more"));
        budget.release(first);
        assertEquals(List.of("second again", "third again"), granted);
        budget.release(second);
        budget.release(third);
        assertEquals(0, budget.used());
        assertEquals(0, budget.waitingBytes());
    }

    @Test
    void releasesWhatWasGrantedAlthoughItWasCancelled() {
        Budget.Holding all = new Budget.Holding("");
        Budget.Holding more = new Budget.Holding("");
        Budget.Holding late = new Budget.Holding("");
        assertTrue(reserve(all, 100, "all"));
        assertTrue(reserve(more, 100, "more"));
        Budget.Reservation waiting = new Budget.Reservation(late, 10, () -> granted.add("late"));
        assertFalse(budget.reserve(waiting));
        budget.release(all);
        budget.cancel(waiting);
        budget.release(late);
        budget.release(more);
        assertEquals(List.of("late"), granted);
        assertEquals(0, budget.used());
    }
}
