package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RequestQuotaTest {

    private static final int BOUND = 100_000;
    private static final int SHORT = 1_000;

    private final Budget budget = new Budget(BOUND, BOUND);
    private final AtomicInteger granted = new AtomicInteger();
    private final RequestQuota quota = new RequestQuota(budget, budget, granted::incrementAndGet);

    @Test
    void whatARequestTakesBesidesItsBytesIsCountedUntilItIsAnswered() {
        assertTrue(quota.reserve(SHORT));
        RequestQuota.Memory memory = quota.requestRead(false, BOUND);
        assertTrue(budget.used() > 20 * BOUND);
        RequestQuota other = new RequestQuota(budget, budget, granted::incrementAndGet);
        assertTrue(other.reserve(SHORT), "the first short frame of a connection waits for nobody");
        other.requestRead(false, 0);
        assertTrue(other.reserve(SHORT), "one frame of all may exceed the bound");
        other.requestRead(false, 0);
        assertFalse(other.reserve(SHORT), "the next one does not wait for memory");
        quota.requestAnswered(memory, false);
        assertEquals(1, granted.get());
        assertTrue(budget.used() < BOUND);
    }
}
