package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProviderOutagesTest {

    private final ProviderOutages restarts = new ProviderOutages();
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void restartWhoseTestWasInterruptedEndsBeforeTheNextOneGoesOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Class<?>> thrown = new CompletableFuture<>();
        Thread test = new Thread(() -> {
            try {
                restarts.run(() -> {
                    begun.countDown();
                    held.await();
                    ended.incrementAndGet();
                });
            } catch (Exception e) {
                thrown.complete(e.getClass());
            }
        });
        test.start();
        begun.await();
        test.interrupt();
        assertEquals(InterruptedException.class, thrown.get(30, TimeUnit.SECONDS));
        CompletableFuture<Integer> next = CompletableFuture.supplyAsync(() -> {
            try {
                restarts.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return ended.get();
        });
        assertFalse(next.isDone());
        held.countDown();
        assertEquals(1, next.get(30, TimeUnit.SECONDS));
    }

    @Test
    void failureIsThrownOnlyToTheOneWhoRanIt() throws Exception {
        assertThrows(
                IOException.class,
                () -> restarts.run(() -> {
                    throw new IOException("no such command");
                }));
        restarts.await();
    }
}
