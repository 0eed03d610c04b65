package org.restante.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Threads that repeat the step of their worker until the group is closed, and the number of messages that they finished. */
final class WorkerGroup implements AutoCloseable {

    /** The work of one thread. The worker is created, stepped and closed on that thread. */
    interface Worker {

        /** Does one step and returns the number of messages that it finished, which may be 0. */
        int step() throws Exception;

        /** Releases the worker's resources after the last step. */
        default void close() throws Exception {}
    }

    /** Creates a worker, on the worker's thread. */
    interface WorkerFactory {
        Worker worker() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder done = new LongAdder();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private WorkerGroup() {}

    /** Starts this number of threads, each with a worker of its own. */
    static WorkerGroup start(int count, WorkerFactory factory) {
        WorkerGroup group = new WorkerGroup();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> group.work(factory), "worker-" + i);
            group.threads.add(thread);
            thread.start();
        }
        return group;
    }

    private void work(WorkerFactory factory) {
        try {
            Worker worker = factory.worker();
            while (!stopping) {
                done.add(worker.step());
            }
            worker.close();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
    }

    /** Measures messages per second over {@code millis}, after a warm-up of {@code warmMillis}. */
    double rate(long warmMillis, long millis) throws InterruptedException, ExecutionException {
        await(warmMillis);
        long before = done.sum();
        long start = System.nanoTime();
        await(millis);
        return (done.sum() - before) * 1e9 / (System.nanoTime() - start);
    }

    private void await(long millis) throws InterruptedException, ExecutionException {
        if (failed.await(millis, TimeUnit.MILLISECONDS)) {
            throwFailure();
        }
    }

    private void throwFailure() throws ExecutionException {
        Exception first = failure.get();
        if (first != null) {
            throw new ExecutionException(first);
        }
    }

    /** Waits until each thread has finished its step; throws the first failure of a worker. */
    @Override
    public void close() throws ExecutionException {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
        throwFailure();
    }
}
