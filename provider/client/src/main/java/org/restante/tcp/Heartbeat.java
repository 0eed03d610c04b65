package org.restante.tcp;

import io.netty.channel.Channel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeat of a socket. A side that has written nothing for the interval that the other side asked for sends a
 * PING. A side that reads nothing for three of its own intervals takes the other side for gone. Owned by the channel's
 * event loop.
 *
 * <p>It counts its own ticks and not the clock, so that a process that was suspended does not take the others for gone.
 * The trap: while reading is paused nothing can be received; then the other side is gone if it accepts none of the
 * waiting bytes for three intervals.
 */
public final class Heartbeat {

    /** The shortest and the longest interval, in milliseconds. */
    static final int MIN_MILLIS = 100;

    static final int MAX_MILLIS = 600_000;

    private static final int MISSED = 3;

    private final Channel channel;
    private final Outflow outflow;
    private final int millis;
    private final Runnable gone;
    private final LongConsumer tick;
    private long asked = MAX_MILLIS;
    private long silent;
    private long quiet;
    private long written = -1;
    private boolean paused;
    private @Nullable Future<?> next;

    /**
     * Creates a heartbeat; {@link #start} begins it.
     *
     * @param millis the interval, in milliseconds, at which this side wants to receive something, and at which it sends
     *     at least
     * @param gone called once when the other side is gone
     * @param tick called at each tick, with the milliseconds since the last one
     */
    public Heartbeat(Channel channel, Outflow outflow, int millis, Runnable gone, LongConsumer tick) {
        this.channel = channel;
        this.outflow = outflow;
        this.millis = millis;
        this.gone = gone;
        this.tick = tick;
    }

    /** Sends the interval to the other side and starts. */
    public void start() {
        outflow.ping(millis);
        schedule();
    }

    /** Sets the interval of the other side, from its PING. */
    public void asked(long everyMillis) {
        long before = asked;
        asked = Math.max(MIN_MILLIS, Math.min(MAX_MILLIS, everyMillis));
        if (asked == before) {
            return; // each PING repeats the interval
        }
        Future<?> waiting = next;
        if (waiting != null && waiting.cancel(false)) {
            schedule();
        }
    }

    /** Records that something was received. */
    public void heard() {
        silent = 0;
    }

    /** Sets whether reading is paused, so that nothing can be received. */
    public void pause(boolean now) {
        paused = now;
        silent = 0;
    }

    /** The time, in milliseconds, after which a silent side is taken for gone. */
    public long timeoutMillis() {
        return (long) MISSED * millis;
    }

    private void schedule() {
        long step = Math.min(millis, asked) / 2;
        next = channel.eventLoop().schedule(() -> tick(step), step, TimeUnit.MILLISECONDS);
    }

    private void tick(long step) {
        if (!channel.isActive()) {
            return;
        }
        boolean wrote = written != outflow.total();
        silent = paused && (wrote || outflow.bytes() == 0) ? 0 : silent + step;
        if (silent >= timeoutMillis()) {
            gone.run();
            return;
        }
        quiet = wrote ? 0 : quiet + step;
        if (quiet + step >= Math.min(millis, asked) && outflow.bytes() == 0) {
            outflow.ping(millis);
            quiet = 0;
        }
        written = outflow.total();
        tick.accept(step);
        schedule();
    }
}
