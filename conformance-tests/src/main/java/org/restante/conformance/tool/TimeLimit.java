package org.restante.conformance.tool;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of a provider that may hang, each in a thread of its own. The trap: a call that has reached its limit is only interrupted, so
 * its thread can stay until the process ends.
 */
final class TimeLimit {

    private TimeLimit() {}

    /**
     * Returns what the call returns, and throws what it throws.
     *
     * @param what names the call in the message of the exception
     * @throws TimeoutException if the call has not returned in time
     */
    static <T> T call(Duration limit, String what, Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "conformance-" + what);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            TimeoutException named =
                    new TimeoutException(what + " has not returned within " + limit.toSeconds() + " seconds");
            named.initCause(e);
            throw named;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
