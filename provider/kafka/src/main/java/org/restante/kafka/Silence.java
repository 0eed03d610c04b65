package org.restante.kafka;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.restante.log.shared.Outcome;

/**
 * How long nothing of an owner has been read. It says something of the owner only as long as this process runs, and could hear it. The
 * tail's thread begins rounds and probes; any thread may break it or ask.
 */
final class Silence {

    /** A follower that hears nothing for so long asks where the topic ends, to know whether it could hear. */
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A round that took longer was one of a process that stood still. */
    private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier clock;
    private volatile long signAt;
    private volatile long sightedAt;
    private volatile long roundAt;
    private volatile boolean blind;
    private volatile boolean free;
    private long probedAt;

    /** @param clock monotonic, in nanoseconds */
    Silence(LongSupplier clock) {
        this.clock = clock;
        this.signAt = clock.getAsLong();
        this.sightedAt = signAt;
        this.roundAt = signAt;
        this.probedAt = signAt;
    }

    /** Before each round: whether the topic must be asked for. */
    boolean isProbeDue() {
        long now = clock.getAsLong();
        if (now - roundAt > STANDSTILL_NANOS) {
            sightedAt = now;
        }
        return now - signAt > PROBE_NANOS && (blind || now - probedAt > PROBE_NANOS);
    }

    void roundBegins() {
        roundAt = clock.getAsLong();
    }

    /** @param answered whether a node of the cluster has said where the topic ends */
    void probed(boolean answered) {
        boolean wasBlind = blind;
        blind = !answered;
        probedAt = clock.getAsLong();
        if (wasBlind) {
            sightedAt = probedAt;
        }
    }

    /** Something of an owner has been read. */
    void broken(Outcome by) {
        signAt = clock.getAsLong();
        blind = false;
        if (by instanceof Outcome.Left) {
            free = true;
        } else if (by instanceof Outcome.Claimed) {
            free = false;
        }
    }

    /** Whether the newest owner has ended in order. */
    boolean isFree() {
        return free;
    }

    /**
     * Whether nothing of an owner was read for this long, although the topic could be read in the later half of it, and this process
     * did not stand still.
     */
    boolean lasts(long atLeastNanos) {
        long now = clock.getAsLong();
        return !blind
                && now - roundAt < STANDSTILL_NANOS
                && now - signAt >= atLeastNanos
                && now - sightedAt >= atLeastNanos / 2;
    }

    long nanos() {
        return clock.getAsLong() - signAt;
    }

    /** Whether no node can be asked where the topic ends. */
    boolean isBlind() {
        return blind;
    }
}
