package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A message listener that stays in onMessage until the test lets it go, so that the test can do something meanwhile. */
public final class HeldListener implements MessageListener {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean left;

    @Override
    public void onMessage(Message message) {
        entered.countDown();
        try {
            left = released.await(2 * ConformanceTest.SOON, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it holds a message, which must be soon. */
    public void awaitMessage() throws InterruptedException {
        assertTrue(entered.await(ConformanceTest.SOON, TimeUnit.MILLISECONDS), "the listener got no message");
    }

    /** Lets it go. */
    public void release() {
        released.countDown();
    }

    /** Whether it has come to the end of onMessage. */
    public boolean hasLeft() {
        return left;
    }
}
