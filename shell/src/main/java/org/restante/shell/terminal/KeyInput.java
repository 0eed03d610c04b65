package org.restante.shell.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Single keys that a person presses, without Enter. Owned by the thread that runs commands; once it is closed lines are typed again. */
public interface KeyInput extends AutoCloseable {

    /** No key was pressed in time. */
    int NONE = -1;

    /** Nobody will press any. */
    int ENDED = -2;

    /**
     * Waits for a key.
     *
     * @return its character, or {@link #NONE}, or {@link #ENDED}
     * @throws InterruptedException by Ctrl-C
     */
    int next(Duration wait) throws InterruptedException;

    @Override
    void close();

    /** Those of nobody: it only waits. */
    static KeyInput none() {
        CountDownLatch never = new CountDownLatch(1);
        return new KeyInput() {
            @Override
            public int next(Duration wait) throws InterruptedException {
                never.await(wait.toNanos(), TimeUnit.NANOSECONDS);
                return NONE;
            }

            @Override
            public void close() {
                // there is nothing to give back
            }
        };
    }
}
