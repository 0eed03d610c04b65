package org.restante;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.restante.broker.Broker;

/**
 * A wall clock that stands still until it is advanced, for tests of what an embedded broker does after a time: delivery delays, times to
 * live, delays of redelivery, schedules. Any thread may use it.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock(Instant.parse("2026-01-05T08:00:00Z"));
 * try (Restante broker = Restante.start("vm:shop", clock)) {
 *     ...                                  // sends with a delay of an hour
 *     clock.advance(Duration.ofHours(1));  // the message can be received now
 * }
 * }</pre>
 *
 * <p>Connections of the same process to that broker ({@code vm:NAME}) read this clock, too: JMSTimestamp, JMSExpiration and
 * JMSDeliveryTime are its time at the send, and a consumer drops what has expired by it. What the broker measures rather than stores,
 * such as the time that a send waits at a full queue, passes as usual and is shortened by each advance.
 *
 * <p>The trap: time does not pass by itself. Without an advance no message expires and no delay ends, and a {@code receive} with a
 * timeout waits for its timeout by the system's clock.
 */
public final class ManualClock implements InstantSource {

    /** The largest step of {@link #advance}. */
    public static final Duration MAX_STEP = Duration.ofDays(36_525);

    private final List<Broker> brokers = new CopyOnWriteArrayList<>();
    private final AtomicLong advanced = new AtomicLong();
    private volatile Instant now;

    /**
     * Creates a clock.
     *
     * @param start the first time that it shows, cut to milliseconds
     */
    public ManualClock(Instant start) {
        this.now = start.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Advances the clock, and returns when its brokers have seen it: delayed messages can be received, expired messages are gone from
     * their queues. What takes more than one decision may come a moment later: copies of schedules, arrivals in expiry queues.
     *
     * <p>The brokers see one step, not the times between: of the copies that a schedule missed meanwhile, only one is sent.
     *
     * @throws IllegalArgumentException if the step is negative, or longer than {@link #MAX_STEP}
     */
    public void advance(Duration step) {
        synchronized (this) {
            move(step);
        }
        brokers.forEach(Broker::catchUp);
    }

    /**
     * Advances the clock to a time, as {@link #advance} does.
     *
     * @throws IllegalArgumentException if the clock shows a later time, or one more than {@link #MAX_STEP} before
     */
    public void advanceTo(Instant time) {
        synchronized (this) {
            move(Duration.between(now, time));
        }
        brokers.forEach(Broker::catchUp);
    }

    private void move(Duration step) {
        if (step.isNegative() || step.compareTo(MAX_STEP) > 0) {
            throw new IllegalArgumentException("the step is " + step + "; use one from PT0S to " + MAX_STEP);
        }
        advanced.addAndGet(step.toNanos());
        now = now.plus(step).truncatedTo(ChronoUnit.MILLIS);
    }

    /** A monotonic clock that passes by itself, and is advanced with this one. */
    long nanos() {
        return System.nanoTime() + advanced.get();
    }

    void attach(Broker broker) {
        brokers.add(broker);
    }

    void detach(Broker broker) {
        brokers.remove(broker);
    }
}
