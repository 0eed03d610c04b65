package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A completion listener that blocks in its callback until {@link #release}. */
final class HeldCompletion implements CompletionListener {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean left;

    @Override
    public void onCompletion(Message message) {
        entered.countDown();
        try {
            left = released.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onException(Message message, Exception exception) {
        onCompletion(message);
    }

    /** Waits until the listener was called, at most 5 seconds. */
    void awaitCall() throws InterruptedException {
        assertTrue(entered.await(5, TimeUnit.SECONDS), "no completion came");
    }

    /** Lets the callback return. */
    void release() {
        released.countDown();
    }

    /** Whether the callback was released and has reached its end. */
    boolean hasLeft() {
        return left;
    }
}
