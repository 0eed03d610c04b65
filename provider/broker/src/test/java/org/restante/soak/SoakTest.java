package org.restante.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The soak for some seconds: whatever a user without permission tries, whatever the disk does, others lose nothing and get nothing twice. */
final class SoakTest {

    @TempDir
    private Path folder;

    @Test
    void othersLoseNothingAndGetNothingTwice() throws Exception {
        List<Soak.Turn> turns = new Soak(folder)
                .run(
                        List.of(
                                new Soak.Plan(Eve.beside(true), Faults.DISK),
                                new Soak.Plan(Eve.beside(true), Faults.RESTARTS)),
                        3_000);
        assertEquals(2, turns.size());
        assertTrue(turns.get(1).latency().getTotalCount() > 0, "the others were stopped: " + turns.get(1));
    }
}
