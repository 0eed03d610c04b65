package org.restante.broker.administration;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.restante.link.BrokerInfo.SnapshotInfo;

/**
 * The start and the snapshots of a run of the broker, each on two clocks. Owned by the broker thread.
 *
 * <p>The trap: the wall clock may be set while the broker runs, so the difference of two of its times is not a length. Lengths come from
 * the monotonic clock. A time of day stays as it was noted; after the clock was set by more than a second it is derived anew, as the
 * present time less the length since then. So {@code now - startedAt} is always the uptime, to a second.
 */
final class RunTimes {

    private static final long TOLERANCE_MILLIS = 1000;

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Moment start;
    private Moment snapshotBegun;
    private Moment lastSnapshot;
    private SnapshotInfo snapshots = new SnapshotInfo(0, 0, 0, 0, 0);

    /** A moment on the wall clock and on the monotonic clock. */
    private record Moment(long millis, long nanos) {}

    RunTimes(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        start = moment();
        snapshotBegun = start;
        lastSnapshot = start;
    }

    private Moment moment() {
        return new Moment(clock.millis(), nanos.getAsLong());
    }

    private static long millisBetween(Moment from, Moment to) {
        return TimeUnit.NANOSECONDS.toMillis(to.nanos() - from.nanos());
    }

    /** The time of day of a past moment, by the wall clock as it is set now. */
    private static long timeOf(Moment past, Moment now) {
        long derived = now.millis() - millisBetween(past, now);
        return Math.abs(derived - past.millis()) < TOLERANCE_MILLIS ? past.millis() : Math.max(0, derived);
    }

    long now() {
        return clock.millis();
    }

    /** The start, in milliseconds since the epoch, by the wall clock as it is set now. */
    long startedAt() {
        return timeOf(start, moment());
    }

    void snapshotBegins() {
        snapshotBegun = moment();
    }

    void snapshotTaken() {
        lastSnapshot = moment();
        long took = millisBetween(snapshotBegun, lastSnapshot);
        snapshots = new SnapshotInfo(
                snapshots.taken() + 1, snapshots.failed(), lastSnapshot.millis(), took, snapshots.allMillis() + took);
    }

    /** A round of maintenance failed: the snapshot, or copying forward after it. */
    void roundFailed() {
        snapshots = new SnapshotInfo(
                snapshots.taken(),
                snapshots.failed() + 1,
                snapshots.lastAt(),
                snapshots.lastMillis(),
                snapshots.allMillis());
    }

    /** The snapshots of this run, the time of the last one by the wall clock as it is set now. */
    SnapshotInfo snapshots() {
        return snapshots.taken() == 0
                ? snapshots
                : new SnapshotInfo(
                        snapshots.taken(),
                        snapshots.failed(),
                        timeOf(lastSnapshot, moment()),
                        snapshots.lastMillis(),
                        snapshots.allMillis());
    }
}
