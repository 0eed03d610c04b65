package org.restante.broker.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uptime and the times of snapshots while the wall clock is set an hour forward and back. */
final class RunTimesTest {

    private static final long HOUR = 3_600_000;
    private static final long BEGUN = 100 * HOUR;

    private final AtomicLong wall = new AtomicLong(BEGUN);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // overflows soon, as a nanosecond clock may
    private final RunTimes times = new RunTimes(() -> Instant.ofEpochMilli(wall.get()), nanos::get);

    private void pass(long millis) {
        wall.addAndGet(millis);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @ParameterizedTest
    @ValueSource(longs = {HOUR, -HOUR})
    void uptimeIsNoDifferenceOfTimesOfDay(long jump) {
        pass(60_000);
        assertEquals(BEGUN, times.startedAt());
        wall.addAndGet(jump);
        assertEquals(60_000, times.now() - times.startedAt());
        pass(5_000);
        assertEquals(65_000, times.now() - times.startedAt());
        wall.addAndGet(-jump);
        assertEquals(BEGUN, times.startedAt(), "the clock is right again");
    }

    @ParameterizedTest
    @ValueSource(longs = {HOUR, -HOUR})
    void snapshotTakesItsLengthAlthoughTheClockIsSetMeanwhile(long jump) {
        times.snapshotBegins();
        pass(20);
        wall.addAndGet(jump);
        pass(10);
        times.snapshotTaken();
        assertEquals(30, times.snapshots().lastMillis());
        assertEquals(30, times.snapshots().allMillis());
        wall.addAndGet(-jump);
        pass(7_000);
        assertEquals(7_000, times.now() - times.snapshots().lastAt());
    }

    @Test
    void clockThatIsSlewedKeepsTheTimeThatWasNoted() {
        pass(60_000);
        wall.addAndGet(-400);
        assertEquals(BEGUN, times.startedAt());
    }

    @Test
    void timeBeforeTheEpochIsTheEpoch() {
        pass(60_000);
        wall.set(30_000); // a machine without a battery, after a reset
        assertEquals(0, times.startedAt());
    }

    @Test
    void failedRoundKeepsTheLastSnapshot() {
        times.snapshotBegins();
        pass(20);
        times.snapshotTaken();
        times.roundFailed();
        assertEquals(1, times.snapshots().taken());
        assertEquals(1, times.snapshots().failed());
        assertEquals(20, times.snapshots().lastMillis());
    }
}
