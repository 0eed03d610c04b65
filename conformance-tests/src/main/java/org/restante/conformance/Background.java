package org.restante.conformance;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something that runs in a thread of its own while the test goes on; for calls that block.
 *
 * @param <T> what it yields
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

    /** Its result, which must be there soon; what it threw is thrown as it was. */
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

    /** Whether it is still running after a short while. */
    public boolean staysBusy() throws InterruptedException, ExecutionException {
        try {
            task.get(ConformanceTest.QUIET, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    /** Whether it has come to its end. */
    public boolean isDone() {
        return task.isDone();
    }

    @Override
    public void close() {
        task.cancel(true);
    }

    /**
     * Work that may throw.
     *
     * @param <T> what it yields
     */
    @FunctionalInterface
    public interface Task<T> {

        /** Does it. */
        T run() throws Exception;
    }
}
