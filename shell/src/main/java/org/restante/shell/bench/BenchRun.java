package org.restante.shell.bench;

import jakarta.jms.JMSContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a load. Owned by the thread that runs commands; it starts a thread and a connection for each producer and
 * consumer.
 *
 * <p>The trap: consumers wait at most {@link #PATIENCE} for the next message; messages missing then are in the report.
 */
final class BenchRun implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private final BenchLoad load;
    private final Supplier<JMSContext> connections;
    private final Measure sends = new Measure();
    private final Measure deliveries = new Measure();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final List<JMSContext> open = new ArrayList<>();
    private final List<ConsumerTask> consumers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch producing;
    private final CountDownLatch consuming;
    private volatile boolean over;
    private boolean measuring;
    private long begun;
    private long ended;

    /** The work of a thread. */
    private interface Work {
        void run() throws Exception;
    }

    BenchRun(BenchLoad load, Supplier<JMSContext> connections) {
        this.load = load;
        this.connections = connections;
        producing = new CountDownLatch(load.producers());
        consuming = new CountDownLatch(load.consumers());
    }

    Measure sends() {
        return sends;
    }

    Measure deliveries() {
        return deliveries;
    }

    long sent() {
        return sent.get();
    }

    long received() {
        return received.get();
    }

    /** How long was measured; zero if the run ended during the warm-up. */
    Duration measured() {
        return measuring ? Duration.ofNanos(ended - begun) : Duration.ZERO;
    }

    /**
     * Runs the load.
     *
     * @param each called each second during the measurement
     * @throws InterruptedException on Ctrl-C; the results so far stay
     */
    void run(Runnable each) throws Exception {
        for (int i = 0; i < load.consumers(); i++) {
            consumers.add(new ConsumerTask(load, connection(), deliveries, received));
        }
        AtomicLong left = new AtomicLong(load.count() == 0 ? FOR_EVER : load.count());
        List<ProducerTask> producers = new ArrayList<>();
        for (int i = 0; i < load.producers(); i++) {
            producers.add(new ProducerTask(load, connection(), sends, left, sent));
        }
        long start = System.nanoTime();
        long until = start
                + (load.time().isZero()
                        ? FOR_EVER
                        : load.time().plus(load.warmUp()).toNanos());
        consumers.forEach(each2 -> start("consumer", consuming, () -> each2.run(this::isAllReceived)));
        producers.forEach(each2 -> start("producer", producing, () -> each2.run(until)));
        producing.await(load.warmUp().toNanos(), TimeUnit.NANOSECONDS);
        measure(each);
    }

    private void measure(Runnable each) throws Exception {
        begun = System.nanoTime();
        measuring = true;
        sends.begin();
        deliveries.begin();
        try {
            while (!producing.await(1, TimeUnit.SECONDS)) {
                each.run();
                check();
            }
            awaitDeliveries(each);
            check();
        } finally {
            ended = System.nanoTime();
        }
    }

    private void awaitDeliveries(Runnable each) throws Exception {
        long before = -1;
        long since = System.nanoTime();
        while (!consuming.await(100, TimeUnit.MILLISECONDS)) {
            each.run();
            check();
            if (received.get() != before) {
                before = received.get();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                over = true;
            }
        }
    }

    private boolean isAllReceived() {
        return over || (producing.getCount() == 0 && received.get() >= load.owed(sent.get()));
    }

    private JMSContext connection() {
        JMSContext connection = connections.get();
        open.add(connection);
        return connection;
    }

    private void start(String name, CountDownLatch done, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) { // rethrown by the thread that runs commands
                        if (!over) {
                            failure.compareAndSet(null, e);
                        }
                    } catch (Error e) { // as well, or the run would end with fewer messages and no reason
                        failure.compareAndSet(
                                null, new IllegalStateException("a thread has ended by an error: " + e, e));
                    } finally {
                        done.countDown();
                    }
                },
                "bench-" + name);
        threads.add(thread);
        thread.start();
    }

    private void check() throws Exception {
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Stops the threads and closes the connections. */
    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = Thread.interrupted();
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        consumers.forEach(ConsumerTask::close);
        open.forEach(JMSContext::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
