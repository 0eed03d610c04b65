package org.restante.conformance;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Runs a restart to its end, even if the test that asked for it is interrupted because its time is over: otherwise there would be no
 * provider for the tests after it.
 */
final class ProviderOutages {

    private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** Runs a task in a thread of its own, after the one before it, and waits for its end; an interruption ends only the wait. */
    synchronized void run(Outage task) throws Exception {
        CompletableFuture<Void> before = last;
        CompletableFuture<Void> next = new CompletableFuture<>();
        last = next;
        Thread thread = new Thread(
                () -> {
                    before.handle((done, failure) -> true).join();
                    try {
                        task.run();
                        next.complete(null);
                    } catch (Exception | Error e) {
                        next.completeExceptionally(e);
                    }
                },
                "conformance-restart");
        thread.start();
        try {
            next.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** What stops the provider and starts it again. */
    interface Outage {
        void run() throws Exception;
    }

    /** Waits until nothing runs. What failed was told to the one who ran it. */
    void await() throws InterruptedException, ExecutionException {
        last.handle((done, failure) -> true).get();
    }
}
