package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A completion listener that records its calls in order, for the thread of the test. */
final class RecordedCompletions implements CompletionListener {

    private final BlockingQueue<Message> completed = new LinkedBlockingQueue<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Override
    public void onCompletion(Message message) {
        threads.add(Thread.currentThread());
        completed.add(message);
    }

    @Override
    public void onException(Message message, Exception exception) {
        failures.add(exception);
    }

    /** The next message whose send was completed; waits at most 5 seconds. */
    Message next() throws InterruptedException {
        Message message = completed.poll(5, TimeUnit.SECONDS);
        assertNotNull(message, () -> "no completion came; failures: " + failures);
        return message;
    }

    /** The number of completions that {@link #next} has not returned yet. */
    int waiting() {
        return completed.size();
    }

    /** The exceptions of failed sends. */
    List<Exception> failures() {
        return failures;
    }

    /** The threads that called onCompletion. */
    List<Thread> threads() {
        return threads;
    }
}
