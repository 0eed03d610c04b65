package org.restante.soak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The soak of an hour, in turns of a minute, every second with {@link Eve}. In five of six turns the disk stalls and is full now and then;
 * in the last ones the server is killed and its disk fails, and they are left out of the comparison. Runs in the profile {@code soak} only; {@code -Dsoak.minutes=10} makes it shorter. The
 * ratio of p99 is printed, not asserted: it depends on the machine.
 */
final class Soaking {

    private static final int MINUTES = Integer.getInteger("soak.minutes", 60);
    private static final long TURN_MILLIS = 60_000;

    /** What a turn may add, by the line through all turns of a kind. */
    private static final double MAX_HEAP_SLOPE = 1 << 20;

    private static final double MAX_HANDLE_SLOPE = 1;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // a run has the length that is asked for
    void othersGoOnAndNothingGrows() throws Exception {
        System.out.println(
                "| turn | eve | faults | messages | p50 ms | p99 ms | max ms | heap MiB | handles | server CPU s | eve CPU s | attacks");
        int restarts = 2 * Math.max(1, MINUTES / 12);
        List<Soak.Plan> plans = new ArrayList<>(Soak.inTurns(Math.max(2, MINUTES - restarts), Faults.DISK));
        plans.addAll(Soak.inTurns(restarts, Faults.RESTARTS));
        List<Soak.Turn> turns = new Soak(folder).run(plans, TURN_MILLIS);
        double without = Soak.all(turns, false).getValueAtPercentile(99) / 1e6;
        double with = Soak.all(turns, true).getValueAtPercentile(99) / 1e6;
        System.out.printf(
                Locale.ROOT, "p99 without %.2f ms, with %.2f ms, ratio %.2f%n", without, with, with / without);
        double heap = slope(turns, turn -> turn.use().heap());
        double handles = slope(turns, turn -> turn.use().handles());
        System.out.printf(Locale.ROOT, "each turn adds %.0f bytes of heap, %.2f handles%n", heap, handles);
        assertTrue(heap < MAX_HEAP_SLOPE, "the heap grows by " + heap + " bytes with each turn");
        assertTrue(handles < MAX_HANDLE_SLOPE, "open handles grow by " + handles + " with each turn");
    }

    /** The slope of the line with the least squares through the turns without her; the first fills the caches. */
    private static double slope(List<Soak.Turn> turns, ToLongFunction<Soak.Turn> figure) {
        List<Soak.Turn> quiet = Soak.compared(turns, false).stream().skip(1).toList();
        double meanX = (quiet.size() - 1) / 2.0;
        double meanY = quiet.stream().mapToLong(figure).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < quiet.size(); i++) {
            above += (i - meanX) * (figure.applyAsLong(quiet.get(i)) - meanY);
            below += (i - meanX) * (i - meanX);
        }
        return below == 0 ? 0 : above / below / 2; // two turns lie between two quiet ones
    }
}
