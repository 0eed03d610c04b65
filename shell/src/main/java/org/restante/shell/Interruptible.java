package org.restante.shell;

import org.jspecify.annotations.Nullable;

/**
 * The command that runs, for whoever wants to end it: Ctrl-C interrupts the command's thread, and nothing once it is done. Any
 * thread may interrupt.
 */
final class Interruptible {

    private @Nullable Thread running;

    synchronized void begin() {
        running = Thread.currentThread();
    }

    /** An interrupt that came too late is forgotten. */
    synchronized void end() {
        running = null;
        Thread.interrupted();
    }

    synchronized void interrupt() {
        if (running != null) {
            running.interrupt();
        }
    }
}
