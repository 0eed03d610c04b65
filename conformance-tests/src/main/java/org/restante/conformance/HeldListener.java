package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A message listener that blocks in onMessage until {@link #release}, so that a test can act while the listener runs. */
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

    /** Waits until onMessage was called, at most {@link ConformanceTest#SOON}. */
    public void awaitMessage() throws InterruptedException {
        assertTrue(entered.await(ConformanceTest.SOON, TimeUnit.MILLISECONDS), "the listener got no message");
    }

    /** Lets onMessage return. */
    public void release() {
        released.countDown();
    }

    /** Whether onMessage was released and has reached its end. */
    public boolean hasLeft() {
        return left;
    }
}
