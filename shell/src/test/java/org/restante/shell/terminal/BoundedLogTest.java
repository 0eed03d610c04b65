package org.restante.shell.terminal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class BoundedLogTest {

    /** Standard error behind a pipe that nobody reads until {@link #open}. */
    private static final class BlockedOutput extends OutputStream {
        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (written) {
                written.write(bytes, offset, length);
            }
        }

        String text() {
            synchronized (written) {
                return written.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private static final Formatter PLAIN = new Formatter() {
        @Override
        public String format(LogRecord record) {
            return record.getMessage() + "\n";
        }
    };

    private static void publish(BoundedLog log, String text) {
        log.publish(new LogRecord(Level.WARNING, text));
    }

    @Test
    void blockedOutputHoldsNoThreadThatLogsAndDropsWithACount() {
        BlockedOutput out = new BlockedOutput();
        BoundedLog log = new BoundedLog(out, PLAIN);
        for (int i = 0; i < BoundedLog.MAX_RECORDS + 500; i++) {
            publish(log, "record " + i); // returns, though nothing can be written
        }
        assertEquals("", out.text());

        out.open.countDown();

        await().until(() -> out.text().contains("log records were dropped"));
        long lines =
                out.text().lines().filter(line -> line.startsWith("record ")).count();
        assertTrue(lines == BoundedLog.MAX_RECORDS || lines == BoundedLog.MAX_RECORDS + 1, () -> "" + lines);
        assertTrue(
                out.text().contains((BoundedLog.MAX_RECORDS + 500 - lines) + " log records were dropped"), out::text);
        publish(log, "after");
        log.flush();
        assertTrue(out.text().endsWith("after\n"));
    }

    @Test
    void longRecordsAreBoundedByTheirBytes() {
        BlockedOutput out = new BlockedOutput();
        BoundedLog log = new BoundedLog(out, PLAIN);
        String large = "x".repeat(BoundedLog.MAX_BYTES / 4);
        for (int i = 0; i < 100; i++) {
            publish(log, large);
        }

        out.open.countDown();

        await().until(() -> out.text().contains("97 log records were dropped"));
    }

    @Test
    void flushOfABlockedOutputEnds() {
        BoundedLog log = new BoundedLog(new BlockedOutput(), PLAIN);
        publish(log, "a");

        log.close();

        publish(log, "b"); // still holds nobody
    }

    @Test
    void failedOutputHoldsNobody() {
        BoundedLog log = new BoundedLog(
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("closed");
                    }
                },
                PLAIN);
        for (int i = 0; i < 2 * BoundedLog.MAX_RECORDS; i++) {
            publish(log, "a");
        }
        log.flush();
    }

    @Test
    void errorAtARecordDoesNotEndTheThread() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream faulty = new OutputStream() {
            @Override
            public void write(int one) {
                throw new StackOverflowError("thrown by the test");
            }

            @Override
            public void write(byte[] bytes) {
                if (new String(bytes, StandardCharsets.UTF_8).startsWith("bad")) {
                    throw new StackOverflowError("thrown by the test");
                }
                written.writeBytes(bytes);
            }
        };
        BoundedLog log = new BoundedLog(faulty, PLAIN);
        publish(log, "bad");
        publish(log, "good");
        await().until(() -> written.toString(StandardCharsets.UTF_8).contains("1 log records were dropped"));
        assertTrue(written.toString(StandardCharsets.UTF_8).contains("good"));
        log.end();
    }
}
