package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;

/**
 * Compares the whole broker core with a naive model, with crashes at any moment. More histories with {@code
 * -Dsimulation.histories=N}, others with {@code -Dsimulation.seed=S}.
 */
@ExtendWith(QuietLog.class)
class SimulationTest {

    private static final int STEPS = 400;

    @Test
    void keepsItsPromisesThroughEveryHistory() throws IOException {
        long first = Long.getLong("simulation.seed", 1);
        long histories = Long.getLong("simulation.histories", 1200);
        List<Simulation.Coverage> coverage = new ArrayList<>();
        for (long seed = first; seed < first + histories; seed++) {
            try {
                new Simulation(seed, coverage).run(STEPS);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage()
                                + "; again with -Dsimulation.histories=1 -Dsimulation.seed=" + seed,
                        e);
            }
        }
        for (Simulation.Coverage milestone : Simulation.Coverage.values()) {
            int count = Collections.frequency(coverage, milestone);
            assertTrue(histories < 100 || count > 0, milestone + " never happened");
        }
    }
}
