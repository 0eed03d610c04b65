package org.restante;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.restante.broker.standby.Node;
import org.restante.link.Reason;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLog;
import org.restante.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the owner of a shared log, and lets the node of this process take over when nothing is heard of it. Has a daemon thread of its
 * own; any thread may ask.
 *
 * <pre>
 *   nobody has owned the log yet                       at once
 *   its owner has ended in order                       at once
 *   its owner is this address, and silent for 1.2 s    it was this process, or the one before it
 *   its owner is silent for 3 s                        it has ended, stands still, or is cut off
 * </pre>
 *
 * <p>The trap: silence is no proof. An owner that is well and is succeeded steps down, and nothing is lost; that costs a change of owner.
 */
final class OwnerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerWatch.class);
    private static final long LOOK_MILLIS = 100;
    private static final long MIN_PAUSE_MILLIS = 200;
    private static final long MAX_PAUSE_MILLIS = 1_000;
    /** While it goes on failing. */
    private static final long WARNING_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Six times the interval of an owner's signs of life. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration OWN_SILENCE = Duration.ofMillis(1_200);

    private final Node node;
    private final NodeStorage storage;
    private final String name;
    private final String address;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong takeOvers = new AtomicLong();
    private volatile long lastMillis;
    private long warnedAt;
    private boolean hasWarned;

    private OwnerWatch(Node node, NodeStorage storage, SharedName of, LongSupplier nanos, RandomGenerator random) {
        this.node = node;
        this.storage = storage;
        this.name = of.log();
        this.address = of.address();
        this.nanos = nanos;
        this.random = random;
    }

    /** The name of a log, and the address of this process on it. */
    record SharedName(String log, String address) {}

    static OwnerWatch start(Node node, NodeStorage storage, SharedName of, LongSupplier nanos, RandomGenerator random) {
        OwnerWatch watch = new OwnerWatch(node, storage, of, nanos, random);
        watch.tryOnce(); // a new log has its owner when the start returns
        Threads.daemon("restante-" + watch.name + "-owner", watch::watch).start();
        return watch;
    }

    private void watch() {
        try {
            long pause = LOOK_MILLIS;
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                pause = tryOnce() ? LOOK_MILLIS : random.nextLong(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.warn("This process does not take the log '{}' over any more: interrupted", name);
            Thread.currentThread().interrupt();
        }
    }

    /** Takes over if it is time to; false if that has failed. */
    private boolean tryOnce() {
        try {
            SharedLog log = storage.log();
            if (log != null && node.role() == Node.Role.STANDBY && isFree(log)) {
                takeOver(log);
            }
            return true;
        } catch (IOException | RuntimeException | Error e) { // the next try may succeed
            warn(e);
            return false;
        }
    }

    private boolean isFree(SharedLog log) {
        Claimant owner = log.owner();
        boolean isOwn = owner != null && owner.address().equals(address);
        return log.isFree() || log.isSilent(isOwn ? OWN_SILENCE : SILENCE);
    }

    private void takeOver(SharedLog log) throws IOException {
        long silent = log.isFree() ? 0 : log.silence().toMillis();
        long begun = nanos.getAsLong();
        try {
            node.takeOver().join();
        } catch (CompletionException e) {
            throw new IOException(Reason.of(e.getCause() == null ? e : e.getCause()), e);
        }
        takeOvers.incrementAndGet();
        lastMillis = silent + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - begun);
        hasWarned = false;
        storage.remember();
        LOG.info("This process, at {}, owns the log '{}' after {} ms without an owner", address, name, lastMillis);
    }

    private void warn(Throwable cause) {
        long now = nanos.getAsLong();
        if (!hasWarned || now - warnedAt > WARNING_NANOS) {
            hasWarned = true;
            warnedAt = now;
            LOG.warn("This process cannot take the log '{}' over, and goes on trying: {}", name, Reason.of(cause));
        }
    }

    /** How often this process became the owner. */
    long takeOvers() {
        return takeOvers.get();
    }

    /** The time from the last sign of the owner before until this process served clients, in milliseconds; 0 if it never did. */
    long lastMillis() {
        return lastMillis;
    }

    /** Ends the watch; what is under way is not waited for. */
    @Override
    public void close() {
        closed.countDown();
    }
}
