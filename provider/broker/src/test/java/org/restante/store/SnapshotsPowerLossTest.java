package org.restante.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.disk.FaultyDisk;

/** A power cut, or the death of the process, at every step of writing a generation. */
@ExtendWith(QuietLog.class)
class SnapshotsPowerLossTest {

    private static final int ROWS = 800;

    @Test
    void keepsWhatWasCommittedWhereverThePowerGoes() throws IOException {
        int lost = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            FaultyDisk disk = new FaultyDisk();
            long committed = -1;
            for (int process = 0; process < 4; process++) {
                disk.losePowerAfter(random.nextInt(60));
                long begun = committed;
                try (Snapshots snapshots = Snapshots.open(disk)) {
                    while (true) {
                        begun = committed + 1;
                        Generations.write(snapshots, begun, ROWS);
                        committed = begun;
                    }
                } catch (IOException powerIsOff) {
                    lost++;
                    assertTrue(disk.isOff(), "seed " + seed + ": " + powerIsOff);
                }
                if (random.nextInt(3) == 0) {
                    disk.kill();
                } else {
                    disk.simulatePowerLoss(random.nextLong());
                }
                committed = checkNewest(disk, committed, begun, seed);
            }
        }
        assertEquals(600, lost);
    }

    /** Checks that the newest generation is the last committed one, or the one being committed, and that nothing is damaged. */
    private static long checkNewest(FaultyDisk disk, long committed, long begun, int seed) throws IOException {
        try (Snapshots snapshots = Snapshots.open(disk)) {
            long found = Generations.newest(snapshots, ROWS);
            assertTrue(found == committed || found == begun, "seed " + seed + ": " + found + " after " + committed);
            assertEquals(0, snapshots.damage().size(), "seed " + seed + ": " + snapshots.damage());
            long covered = snapshots.coveredPosition();
            assertEquals(found < 1 ? -1 : found - 1, covered, "seed " + seed);
            return found;
        }
    }
}
