package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares the whole broker core with a naive model, with crashes at any moment. More histories with {@code
 * -Dsimulation.histories=N}, others with {@code -Dsimulation.seed=S}.
 */
class SimulationTest {

    private static final int STEPS = 400;

    /** A strong reference, so that the level stays set. */
    private static final Logger WARNINGS = Logger.getLogger("org.restante");

    @BeforeAll
    static void expectWarnings() {
        WARNINGS.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNoWarnings() {
        WARNINGS.setLevel(null);
    }

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
