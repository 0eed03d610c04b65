package org.restante.tcp;

import io.netty.channel.Channel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a socket from falling silent, and notices when the other side has: whoever writes nothing for as long as the other wants to
 * hear from it sends a PING; whoever reads nothing for three times as long as it said takes the other for gone. Owned by the
 * channel's event loop.
 *
 * <p>It counts its own ticks and not the clock, so that a process that stood still does not take the others for gone. The trap:
 * while reading is paused nothing can be heard; then a side is gone that takes nothing of what waits for it as long.
 */
public final class Heartbeat {

    /** What a side asks for at the least and at the most, in milliseconds. */
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
     * @param millis how often this side wants to hear from the other, and lets itself be heard at the least
     * @param gone called once when the other side is gone
     * @param tick called now and then, with the milliseconds since the last time
     */
    public Heartbeat(Channel channel, Outflow outflow, int millis, Runnable gone, LongConsumer tick) {
        this.channel = channel;
        this.outflow = outflow;
        this.millis = millis;
        this.gone = gone;
        this.tick = tick;
    }

    /** Says how often it wants to hear from the other side, and begins. */
    public void start() {
        outflow.ping(millis);
        schedule();
    }

    /** The other side wants to hear that often. */
    public void asked(long everyMillis) {
        long before = asked;
        asked = Math.max(MIN_MILLIS, Math.min(MAX_MILLIS, everyMillis));
        if (asked == before) {
            return; // as each PING says it again
        }
        Future<?> waiting = next;
        if (waiting != null && waiting.cancel(false)) {
            schedule();
        }
    }

    /** Something came in. */
    public void heard() {
        silent = 0;
    }

    /** Whether reading is paused, so that nothing can be heard. */
    public void pause(boolean now) {
        paused = now;
        silent = 0;
    }

    /** How long, in milliseconds, until a silent side is taken for gone. */
    public long patience() {
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
        if (silent >= patience()) {
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
