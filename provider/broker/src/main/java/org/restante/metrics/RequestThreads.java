package org.restante.metrics;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the requests of an HTTP server, and interrupts those that take too long, which closes their sockets: the JDK's server reads the
 * head of a request on one of these threads, and waits for it without a bound. Any thread may use it.
 *
 * <p>While requests wait for a thread, a head has less time, so that clients who never end theirs keep no others out.
 */
final class RequestThreads implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestThreads.class);

    static final int THREADS = 16;
    static final int MAX_WAITING = 32;
    static final long HEAD_MILLIS = 5_000;
    static final long HEAD_MILLIS_WHILE_OTHERS_WAIT = 250;
    static final long REQUEST_MILLIS = 10_000;

    private static final long LOOK_MILLIS = 50;
    private static final long IDLE_SECONDS = 30;

    private final LongSupplier nanos;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService watch;
    private final Map<Thread, Running> running = new ConcurrentHashMap<>();

    /** A request on its thread, from the first byte of its head. */
    private static final class Running {
        private final Thread thread = Thread.currentThread();
        private final long begun;
        private volatile boolean headIsRead;
        private boolean isOver; // guarded by this

        Running(long begun) {
            this.begun = begun;
        }

        synchronized void interrupt() {
            if (!isOver) {
                thread.interrupt();
            }
        }

        /** The thread may have been interrupted at the last moment; the flag must not meet its next request. */
        synchronized void end() {
            isOver = true;
            if (Thread.interrupted()) {
                LOG.debug("A request over HTTP took too long");
            }
        }
    }

    /** @param nanos a monotonic clock in nanoseconds */
    RequestThreads(LongSupplier nanos) {
        this.nanos = nanos;
        ThreadFactory daemons = task -> {
            Thread made = new Thread(task, "restante-http");
            made.setDaemon(true);
            return made;
        };
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), daemons);
        threads.allowCoreThreadTimeOut(true);
        this.watch = new ScheduledThreadPoolExecutor(1, daemons);
        watch.scheduleWithFixedDelay(this::endLate, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @throws RejectedExecutionException if too many wait; the server closes the connection */
    @Override
    public void execute(Runnable task) {
        threads.execute(() -> run(task));
    }

    private void run(Runnable task) {
        Running request = new Running(nanos.getAsLong());
        running.put(request.thread, request);
        try {
            task.run();
        } finally {
            running.remove(request.thread);
            request.end();
        }
    }

    /** The request of this thread has its head; the rest of its time is for the answer. */
    void headIsRead() {
        Running request = running.get(Thread.currentThread());
        if (request != null) {
            request.headIsRead = true;
        }
    }

    /** Interrupts the requests whose time is over. */
    void endLate() {
        boolean othersWait = !threads.getQueue().isEmpty();
        long now = nanos.getAsLong();
        for (Running request : running.values()) {
            long head = othersWait ? HEAD_MILLIS_WHILE_OTHERS_WAIT : HEAD_MILLIS;
            long limit = request.headIsRead ? REQUEST_MILLIS : head;
            if (now - request.begun > TimeUnit.MILLISECONDS.toNanos(limit)) {
                request.interrupt();
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdownNow(); // also drops those that wait
        running.values().forEach(Running::interrupt);
    }
}
