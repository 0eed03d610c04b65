package org.restante.shell.terminal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a command by Ctrl-C: it is waited for, unless it waits for input. */
@Timeout(60)
final class InterruptibleTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Interruptible running = new Interruptible();

    private Thread command(Runnable work) {
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            running.begin();
            begun.countDown();
            try {
                work.run();
            } finally {
                running.end();
            }
        });
        thread.setDaemon(true);
        thread.start();
        await().until(() -> begun.getCount() == 0);
        return thread;
    }

    @Test
    void awaitsTheEndOfACommand() throws Exception {
        Thread command = command(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        running.interruptAndAwait(LONG);
        command.join();
        assertTrue(running.wasInterrupted());
    }

    @Test
    void doesNotAwaitACommandThatWaitsForInput() throws Exception {
        try (PipedOutputStream keys = new PipedOutputStream()) {
            StreamLines input = new StreamLines(new Uninterruptible(new PipedInputStream(keys)), 100);
            Thread command = command(() -> {
                try {
                    input.next();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(InputWait::isOpen);
            running.interruptAndAwait(LONG);
            assertTrue(command.isAlive());
            keys.write('\n');
            keys.flush();
            command.join();
        }
    }

    /** As a read of the process's standard input. */
    private static final class Uninterruptible extends java.io.FilterInputStream {
        Uninterruptible(PipedInputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            while (true) {
                try {
                    return super.read(into, from, count);
                } catch (java.io.InterruptedIOException goesOn) {
                    Thread.interrupted();
                }
            }
        }
    }
}
