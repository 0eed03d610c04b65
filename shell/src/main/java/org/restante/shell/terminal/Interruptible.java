package org.restante.shell.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Interrupts the running command: Ctrl-C interrupts its thread, and has no effect once the command has ended. Any thread may
 * interrupt.
 */
public final class Interruptible {

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
    }

    public synchronized void interrupt() {
        if (running != null) {
            interrupted = true;
            running.interrupt();
        }
    }
}
