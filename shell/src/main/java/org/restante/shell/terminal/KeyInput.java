package org.restante.shell.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Single key presses, read without Enter. Owned by the thread that runs commands; after {@link #close} the terminal reads lines again. */
public interface KeyInput extends AutoCloseable {

    /** No key was pressed before the timeout. */
    int NONE = -1;

    /** The input has ended. */
    int ENDED = -2;

    /**
     * Waits for a key.
     *
     * @return its character, or {@link #NONE}, or {@link #ENDED}
     * @throws InterruptedException on Ctrl-C
     */
    int next(Duration wait) throws InterruptedException;

    /** The width of the window now; 0 if unknown. */
    default int columns() {
        return 0;
    }

    /** The height of the window now; 0 if unknown. */
    default int lines() {
        return 0;
    }

    @Override
    void close();

    /** Input without keys: each read waits for its timeout. */
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
                // nothing to restore
            }
        };
    }
}
