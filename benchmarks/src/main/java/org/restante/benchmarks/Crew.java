package org.restante.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Threads that repeat their step until they are told to stop, and a count of what they got done. */
final class Crew implements AutoCloseable {

    /** What one thread does. It is opened, stepped and closed on that thread. */
    interface Worker {

        /** Does one step and says how many messages it finished, which may be none. */
        int step() throws Exception;

        /** What is left to do in the end. */
        default void close() throws Exception {}
    }

    /** Makes a worker, on its own thread. */
    interface Hiring {
        Worker worker() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder done = new LongAdder();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private Crew() {}

    /** Sets so many threads to work. */
    static Crew start(int count, Hiring hiring) {
        Crew crew = new Crew();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> crew.work(hiring), "crew-" + i);
            crew.threads.add(thread);
            thread.start();
        }
        return crew;
    }

    private void work(Hiring hiring) {
        try {
            Worker worker = hiring.worker();
            while (!stopping) {
                done.add(worker.step());
            }
            worker.close();
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            failed.countDown();
        }
    }

    /** Messages a second, over this time, after a time that does not count. */
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

    /** Waits until each thread has finished its step; throws what one of them failed with. */
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
