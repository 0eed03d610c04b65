package org.restante.shell.terminal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the running command: Ctrl-C interrupts its thread, and has no effect once the command has ended. Any thread may
 * interrupt.
 */
public final class Interruptible {

    private static final long LOOK_AGAIN = 20; // milliseconds

    private @Nullable Thread running;
    private boolean interrupted;

    public synchronized void begin() {
        running = Thread.currentThread();
        interrupted = false;
    }

    /** Whether the running command, or else the last one, was interrupted, even if it ended normally. */
    public synchronized boolean wasInterrupted() {
        return interrupted;
    }

    /** Ends the command; clears an interrupt that came too late. */
    public synchronized void end() {
        running = null;
        Thread.interrupted();
        notifyAll();
    }

    /**
     * Interrupts the command and waits for its end; not while it waits for input, because an interrupt does not end such a wait.
     *
     * @param most the longest time to wait
     */
    public synchronized void interruptAndAwait(Duration most) throws InterruptedException {
        interrupt();
        long end = System.nanoTime() + most.toNanos();
        while (running != null && !InputWait.isOpen() && System.nanoTime() < end) {
            wait(LOOK_AGAIN);
        }
    }

    public synchronized void interrupt() {
        if (running != null) {
            interrupted = true;
            running.interrupt();
        }
    }
}
