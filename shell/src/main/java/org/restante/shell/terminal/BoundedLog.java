package org.restante.shell.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Log handler that never makes the thread that logs wait: a thread of its own writes. Any thread may log.
 *
 * <pre>
 * any thread -> format -> queue of {@link #MAX_RECORDS} records, {@link #MAX_BYTES} -> thread restante-log -> standard error
 * </pre>
 *
 * <p>When the queue is full, as behind a pipe that nobody reads, a record is dropped and counted. The count is the next line that is
 * written. The trap: a record is formatted by the thread that logs, because its parameters may change later.
 */
public final class BoundedLog extends Handler {

    static final int MAX_RECORDS = 10_000;
    static final int MAX_BYTES = 4 << 20;
    private static final long MILLIS_TO_END = 1000;

    private final OutputStream out;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_RECORDS);
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final Object written = new Object();
    private final Thread writer;
    private volatile boolean failed;

    /** @param out gets each record in one call, from the thread of this log */
    public BoundedLog(OutputStream out, Formatter formatter) {
        this.out = out;
        setFormatter(formatter);
        setLevel(Level.ALL);
        writer = new Thread(this::write, "restante-log");
        writer.setDaemon(true);
        writer.start();
    }

    /** A handler that writes to standard error. */
    public static BoundedLog toStandardError(Formatter formatter) {
        return new BoundedLog(new FileOutputStream(FileDescriptor.err), formatter);
    }

    @Override
    public void publish(LogRecord logged) {
        if (!isLoggable(logged)) {
            return;
        }
        byte[] line;
        try {
            line = getFormatter().format(logged).getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            dropped.incrementAndGet(); // the JDK would write about it to standard error, which may be blocked
            return;
        }
        offer(line);
    }

    private void offer(byte[] line) {
        unwritten.incrementAndGet();
        if (bytes.addAndGet(line.length) > MAX_BYTES || !waiting.offer(line)) {
            bytes.addAndGet(-line.length);
            unwritten.decrementAndGet();
            dropped.incrementAndGet();
        }
    }

    /** Runs in its own thread. */
    private void write() {
        try {
            while (true) {
                byte[] line = waiting.take();
                try {
                    put(line);
                    if (waiting.isEmpty() || dropped.get() >= MAX_RECORDS) {
                        putLost(dropped.getAndSet(0));
                    }
                } catch (RuntimeException | Error e) { // the only thread that writes; the next record may succeed
                    dropped.incrementAndGet();
                }
                bytes.addAndGet(-line.length);
                unwritten.decrementAndGet();
                synchronized (written) {
                    written.notifyAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // by end; the thread ends
        }
    }

    private void putLost(long records) {
        if (records == 0) {
            return;
        }
        LogRecord note = new LogRecord(
                Level.WARNING,
                records + " log records were dropped, because standard error was not read or they came too fast");
        note.setLoggerName(BoundedLog.class.getName());
        put(getFormatter().format(note).getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] line) {
        if (failed) {
            return;
        }
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            failed = true; // standard error is closed, so nobody could read why
        }
    }

    /** Waits until all records are written, for a second at most. */
    @Override
    public void flush() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_END);
        synchronized (written) {
            while (unwritten.get() > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                try {
                    written.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** Waits as {@link #flush} does. The JDK calls it when the process ends, where other threads may still log. */
    @Override
    public void close() {
        flush();
    }

    /** Waits as {@link #flush} does, and ends the thread; later records are dropped. */
    public void end() {
        flush();
        writer.interrupt();
    }

    /** Waits until the records of this process are written, for a second at most, before the process is halted. */
    public static void flushAll() {
        for (Handler each : Logger.getLogger("").getHandlers()) {
            if (each instanceof BoundedLog) {
                each.flush();
            }
        }
    }
}
