package org.restante.thread;

import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes other threads at the end of the current thread's {@link Round}, once for all requests before. Any thread may use it. */
public final class Wakeup {

    private final Runnable waking;
    private final AtomicBoolean requested = new AtomicBoolean();

    /** @param waking wakes the other threads; they look for work behind it */
    public Wakeup(Runnable waking) {
        this.waking = waking;
    }

    public void request() {
        if (requested.compareAndSet(false, true)) {
            Round.atEnd(this::wake);
        }
    }

    private void wake() {
        requested.set(false);
        waking.run();
    }
}
