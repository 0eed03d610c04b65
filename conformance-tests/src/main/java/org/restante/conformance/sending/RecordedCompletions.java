package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A completion listener that keeps what it is told, in order, for the test's thread to look at. */
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

    /** The next message that was completed, which must be soon. */
    Message next() throws InterruptedException {
        Message message = completed.poll(5, TimeUnit.SECONDS);
        assertNotNull(message, () -> "no completion came; failures: " + failures);
        return message;
    }

    /** How many completions have come and were not asked for yet. */
    int waiting() {
        return completed.size();
    }

    /** What failed. */
    List<Exception> failures() {
        return failures;
    }

    /** The threads that told of a completion. */
    List<Thread> threads() {
        return threads;
    }
}
