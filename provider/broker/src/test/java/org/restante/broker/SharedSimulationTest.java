package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;

/**
 * Random histories of three processes on one shared log. More histories with {@code -Dshared.histories=N}, others with {@code
 * -Dshared.seed=S}.
 */
@ExtendWith(QuietLog.class)
class SharedSimulationTest {

    private static int steps(long seed) {
        return seed % 15 == 0 ? 4000 : seed % 5 == 0 ? 2000 : 600;
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS) // of 50,000 histories
    void keepsItsPromisesWhoeverOwnsTheLog() throws IOException {
        long first = Long.getLong("shared.seed", 1);
        long histories = Long.getLong("shared.histories", 1000);
        Set<SharedSimulation.Coverage> coverage = SharedSimulation.noCoverage();
        for (long seed = first; seed < first + histories; seed++) {
            try {
                new SharedSimulation(seed, coverage).run(steps(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "; again with -Dshared.histories=1 -Dshared.seed="
                                + seed,
                        e);
            }
        }
        if (histories >= 100) {
            assertEquals(EnumSet.allOf(SharedSimulation.Coverage.class), coverage);
        }
        assertTrue(coverage.contains(SharedSimulation.Coverage.COMPARED));
    }
}
