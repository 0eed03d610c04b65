package org.restante.shell.terminal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Marks reads from the standard input of the process and from its console, which no interrupt ends: whoever ends the command must not
 * wait for it then. Static, because the process has one standard input. Any thread may use it.
 */
final class InputWait {

    private static final AtomicInteger WAITING = new AtomicInteger();

    private InputWait() {}

    /** A read that may wait. */
    interface Reading<T> {
        T read() throws IOException;
    }

    static <T> T during(Reading<T> reading) throws IOException {
        WAITING.incrementAndGet();
        try {
            return reading.read();
        } finally {
            WAITING.decrementAndGet();
        }
    }

    static boolean isOpen() {
        return WAITING.get() > 0;
    }
}
