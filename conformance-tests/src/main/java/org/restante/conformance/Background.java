package org.restante.conformance;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A task that runs in its own thread while the test continues; for calls that block.
 *
 * @param <T> the type of its result
 */
public final class Background<T> implements AutoCloseable {

    private final FutureTask<T> task;
    private final Thread thread;

    Background(Task<T> work) {
        task = new FutureTask<>(work::run);
        thread = new Thread(task, "conformance-background");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the result, at most {@link ConformanceTest#SOON}. An exception of the task is thrown unchanged. */
    public T result() throws Exception {
        try {
            return task.get(ConformanceTest.SOON, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Whether the task is still running after {@link ConformanceTest#QUIET}. */
    public boolean staysBusy() throws InterruptedException, ExecutionException {
        try {
            task.get(ConformanceTest.QUIET, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    /** Whether the task has ended. */
    public boolean isDone() {
        return task.isDone();
    }

    @Override
    public void close() {
        task.cancel(true);
    }

    /**
     * A task that may throw.
     *
     * @param <T> the type of its result
     */
    @FunctionalInterface
    public interface Task<T> {

        /** Runs the task. */
        T run() throws Exception;
    }
}
