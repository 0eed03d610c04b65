package org.restante.log.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.disk.FaultyDisk;
import org.restante.log.Entries;
import org.restante.log.Keep;

/** Random runs of a journal, from a seed: each run ends by power loss or the death of the process, and the next run checks it. */
@ExtendWith(QuietLog.class)
class JournalPowerLossTest {
    /** The number of random runs: 400, or the value of {@code -Dhistories=}. */
    private static final int HISTORIES = Integer.getInteger("histories", 400);

    private record Sent(long index, Keep keep, CompletionStage<Long> stage) {}

    @Test
    void losesNothingThatWasKeptWhenThePowerGoesOrTheProcessDies() throws IOException {
        for (int seed = 0; seed < HISTORIES; seed++) {
            try {
                new History(seed).run();
            } catch (AssertionError | RuntimeException | IOException e) {
                throw new AssertionError("with seed " + seed, e);
            }
        }
    }

    private static final class History {
        private final FaultyDisk disk = new FaultyDisk();
        private final SplittableRandom random;
        private final JournalOptions options = JournalOptions.DEFAULT.withSegmentSize(64 << 10);
        /** The entries that must be present, in this order. */
        private List<Long> certain = new ArrayList<>();
        /** The entries of the last run of the process. */
        private final List<Sent> sent = new ArrayList<>();

        private boolean powerLost;
        private long trimmed;
        private long next;

        History(long seed) {
            random = new SplittableRandom(seed);
        }

        void run() throws IOException {
            int processes = random.nextInt(2, 6);
            for (int process = 0; process < processes; process++) {
                runProcess();
                if (random.nextInt(3) == 0) {
                    disk.kill();
                } else {
                    disk.simulatePowerLoss(random.nextLong());
                }
            }
            check(FileJournal.open(disk, "journal", options, random.split()));
        }

        private void runProcess() throws IOException {
            int mode = random.nextInt(3);
            if (mode == 0) {
                disk.losePowerAfter(random.nextInt(1, 40));
            }
            FileJournal journal;
            try {
                journal = FileJournal.open(disk, "journal", options, random.split());
                List<Long> found = check(journal);
                journal.claim(); // only the claim forces the entries that a killed owner had written
                certain = found;
                sent.clear();
            } catch (IOException e) {
                assertTrue(disk.isOff(), () -> "opening failed although the power is on: " + e);
                powerLost = true;
                return;
            }
            if (mode == 1) {
                disk.losePowerAfter(random.nextInt(1, 200));
            }
            append(journal, random.nextInt(300));
            if (mode == 2) {
                journal.close();
            }
            powerLost = mode != 2;
            journal.close();
        }

        private void append(FileJournal journal, int count) {
            for (int i = 0; i < count; i++) {
                int size = random.nextInt(20) == 0 ? random.nextInt(8, journal.maxEntry()) : random.nextInt(8, 1_500);
                Keep keep = random.nextInt(4) == 0 ? Keep.SYNCED : Keep.WRITTEN;
                long index = next++;
                sent.add(new Sent(index, keep, journal.append(entry(index, size), keep)));
                if (random.nextInt(10) == 0) {
                    waitFor(sent.get(sent.size() - 1).stage());
                }
                if (random.nextInt(60) == 0) {
                    trimmed = Math.max(trimmed, journal.end() - 3L * options.segmentSize());
                    journal.trim(trimmed);
                }
            }
            sent.forEach(each -> waitFor(each.stage()));
        }

        private static void waitFor(CompletionStage<Long> stage) {
            stage.toCompletableFuture().handle((position, failure) -> position).join();
        }

        /**
         * Checks that the certain entries are present, then a prefix of the entries of the last run that includes all whose append
         * completed with sufficient durability.
         */
        private List<Long> check(FileJournal journal) throws IOException {
            List<Long> found = replay(journal, journal.first());
            long lastCertain = certain.isEmpty() ? -1 : certain.get(certain.size() - 1);
            for (Sent each : sent) {
                boolean kept = !each.stage().toCompletableFuture().isCompletedExceptionally();
                if (kept && (each.keep() == Keep.SYNCED || !powerLost)) {
                    lastCertain = each.index();
                }
            }
            List<Long> expected = new ArrayList<>(certain);
            sent.forEach(each -> expected.add(each.index()));
            if (found.isEmpty()) {
                assertTrue(lastCertain < 0 || trimmed > 0, "everything is gone");
                return found;
            }
            int from = expected.indexOf(found.get(0));
            assertTrue(from == 0 || trimmed > 0, "the oldest entries are gone");
            for (int i = 0; i < found.size(); i++) {
                assertEquals(expected.get(from + i), found.get(i), "an entry is missing after " + expected.get(from));
            }
            assertTrue(found.get(found.size() - 1) >= lastCertain, "the newest entries are gone");
            return found;
        }
    }

    @Test
    void keepsWhatWasWrittenWhenOnlyTheProcessDies() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        JournalOptions options = JournalOptions.DEFAULT.withSegmentSize(64 << 10);
        FileJournal journal = FileJournal.open(disk, "journal", options, new SplittableRandom(1));
        journal.claim();
        for (int i = 0; i < 500; i++) {
            Entries.await(journal.append(entry(i, 400), Keep.WRITTEN));
        }
        disk.kill();
        journal.close();
        FileJournal again = FileJournal.open(disk, "journal", options, new SplittableRandom(2));
        assertEquals(range(0, 500), replay(again, 0));
        assertEquals(List.of(), again.damage());
        again.close();
    }
}
