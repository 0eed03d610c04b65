package org.restante.shell.terminal;

import org.jspecify.annotations.Nullable;

/**
 * The command that runs, for whoever wants to end it: Ctrl-C interrupts the command's thread, and nothing once it is done. Any
 * thread may interrupt.
 */
public final class Interruptible {

    private @Nullable Thread running;
    private boolean interrupted;

    public synchronized void begin() {
        running = Thread.currentThread();
        interrupted = false;
    }

    /** Whether the command that runs, or the last one, was interrupted, whatever it made of that. */
    public synchronized boolean wasInterrupted() {
        return interrupted;
    }

    /** An interrupt that came too late is forgotten. */
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
