package org.restante;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The idle timeout of an embedded broker: how long it is kept after its last connection. Any thread may use it.
 *
 * <p>A daemon thread waits for the end of the timeout. While it exists, a shutdown hook ends the broker when the JVM exits; a hook
 * that stayed longer would keep the class loader of an application that is gone. Both are gone one timeout after the last
 * {@link #begin}. The trap: {@code ending} takes the caller's lock, so it is never called under the lock of this object.
 */
final class IdleTimeout {

    private static final Logger LOG = LoggerFactory.getLogger(IdleTimeout.class);

    private final String broker;
    private final long length;
    private final LongSupplier nanos;
    private final Runnable ending;
    private final BooleanSupplier needed;
    private @Nullable Thread hook;
    private boolean idle;
    private boolean cutShort;
    private boolean exiting;
    private long begun;

    /**
     * Makes the timeout of a broker that is in use.
     *
     * @param millis 0 if the broker is not kept
     * @param nanos a monotonic clock in nanoseconds
     * @param ending ends the broker if {@link #isOver}, else does nothing; calls {@link #end} if the broker has ended
     * @param needed whether something would be lost with the broker
     */
    IdleTimeout(String broker, long millis, LongSupplier nanos, Runnable ending, BooleanSupplier needed) {
        this.broker = broker;
        this.length = TimeUnit.MILLISECONDS.toNanos(millis);
        this.nanos = nanos;
        this.ending = ending;
        this.needed = needed;
    }

    /** Begins the timeout. Returns false if the broker must be ended at once: it is not to be kept, or the JVM exits. */
    synchronized boolean begin() {
        if (length == 0 || exiting || (hook == null && !startWaiting())) {
            return false;
        }
        begun = nanos.getAsLong();
        cutShort = false;
        idle = true;
        return true;
    }

    private boolean startWaiting() {
        Thread registered = Threads.lasting("restante-" + broker + "-exit", this::exit);
        Thread waiting = Threads.daemon("restante-" + broker + "-idle", this::await);
        try {
            Runtime.getRuntime().addShutdownHook(registered);
            hook = registered;
            waiting.start();
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("The broker '{}' is not kept, because the JVM exits", broker, e);
        } catch (OutOfMemoryError e) { // no thread can be started; the caller ends the broker instead
            LOG.warn("The broker '{}' is not kept: {}", broker, e.toString());
            removeHook();
        }
        return false;
    }

    /** The broker is in use again. The thread waits on, because the broker may be idle again in a moment. */
    synchronized void cancel() {
        idle = false;
    }

    /** The broker has ended. */
    synchronized void end() {
        idle = false;
        notifyAll();
    }

    synchronized boolean isIdle() {
        return idle;
    }

    /** Whether the broker is idle, and has been for the timeout or was asked to end earlier. */
    synchronized boolean isOver() {
        return idle && left() <= 0;
    }

    private synchronized boolean isCutShort() {
        return cutShort;
    }

    private long left() {
        return cutShort ? 0 : length - (nanos.getAsLong() - begun);
    }

    /** Ends an idle broker at once, on another thread, unless it is needed. Returns whether it ends. */
    boolean cutShort() {
        boolean isNeeded = needed.getAsBoolean();
        synchronized (this) {
            boolean ends = idle && !isNeeded;
            if (ends) {
                cutShort = true;
                notifyAll();
            }
            return ends;
        }
    }

    /** Begins the timeout again if it is over and the broker is needed. Returns whether it did. */
    boolean extend() {
        return !isCutShort() && needed.getAsBoolean() && begin();
    }

    private void await() {
        try {
            while (awaitOver()) {
                ending.run();
            }
        } catch (InterruptedException e) {
            LOG.warn("The broker '{}' is not kept any longer: interrupted", broker);
            cutShort();
            ending.run();
            removeHook();
        } catch (RuntimeException | Error e) { // the next begin starts another thread
            LOG.error("The broker '{}' did not end in order", broker, e);
            removeHook();
        }
    }

    /** Returns false if the broker is in use or has ended, so that nothing is left to wait for. */
    private synchronized boolean awaitOver() throws InterruptedException {
        while (idle && left() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left());
        }
        if (!idle) {
            removeHook();
        }
        return idle;
    }

    private synchronized void removeHook() {
        Thread registered = hook;
        hook = null;
        try {
            if (registered != null) {
                Runtime.getRuntime().removeShutdownHook(registered);
            }
        } catch (IllegalStateException e) {
            LOG.debug("The JVM exits", e);
        }
    }

    private void exit() {
        synchronized (this) {
            exiting = true;
            cutShort = true;
        }
        ending.run();
    }
}
