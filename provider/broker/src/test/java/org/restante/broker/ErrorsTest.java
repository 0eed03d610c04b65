package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.Storage;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.Log;

/** Errors on the threads of a broker, which must not leave others waiting. */
final class ErrorsTest extends BrokerFixture {

    private final AtomicInteger errors = new AtomicInteger();

    /** Its maintenance thread meets one error. */
    @Override
    protected Storage open() {
        Log faulty = (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, args) -> {
                    if (Thread.currentThread().getName().endsWith("-maintenance") && errors.compareAndSet(0, 1)) {
                        throw new StackOverflowError("on the maintenance thread");
                    }
                    try {
                        return method.invoke(log, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Storage(faulty, null, () -> {});
    }

    @Test
    void maintenanceIsTriedAgainAfterAnError() {
        String text = "x".repeat(100_000);
        int consumer = client.consume("orders");
        for (int i = 0; i < 100; i++) {
            client.send("orders", text);
            client.acknowledge(client.take(consumer, 1));
        }
        Awaitility.await().untilAsserted(() -> {
            client.send("orders", text);
            client.acknowledge(client.take(consumer, 1));
            assertEquals(1, errors.get());
            assertTrue(log.first() > 1 << 20, () -> "never trimmed: " + log.first() + " to " + log.end());
        });
    }

    @Test
    void clientsHearOfAnErrorOfTheBrokerThread() {
        broker.inbox().execute(() -> {
            throw new StackOverflowError("on the broker thread");
        });
        Awaitility.await().until(client::hasEnded);
        Reply.Refused refused = client.refused(new Request.Send(client.message("orders", "late")));
        assertEquals(Problem.CLOSED, refused.problem());
    }

    @Test
    void allThatWaitsInTheInboxRunsAtTheEndThoughOneTaskFails() throws Exception {
        Inbox inbox = new Inbox(10, Thread.currentThread());
        CompletableFuture<Boolean> task = new CompletableFuture<>();
        CompletableFuture<Boolean> request = new CompletableFuture<>();
        inbox.execute(() -> {
            throw new StackOverflowError("the first");
        });
        inbox.execute(() -> task.complete(true));
        inbox.add(() -> {
            throw new IllegalStateException("the second");
        });
        inbox.add(() -> request.complete(true));
        assertThrows(StackOverflowError.class, () -> inbox.run(1));
        inbox.runToEnd();
        assertTrue(task.get(1, TimeUnit.SECONDS) && request.get(1, TimeUnit.SECONDS));
    }

    @Test
    void startIsEndedByAReasonButNotByAnError() {
        AtomicInteger ended = new AtomicInteger();
        assertThrows(CompletionException.class, () -> startOn(() -> new OutOfMemoryError("made by the test"), ended));
        assertEquals(0, ended.get());
        assertThrows(CompletionException.class, () -> startOn(() -> new IOException("made by the test"), ended));
        assertEquals(1, ended.get());
    }

    private void startOn(Supplier<Throwable> failure, AtomicInteger ended) {
        Log failing = (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, args) -> {
                    if (method.getName().equals("replay")) {
                        throw failure.get();
                    }
                    return method.invoke(log, args);
                });
        Storage storage = new Storage(failing, null, ended::incrementAndGet, () -> {});
        Broker.start("failing", () -> storage, options(), clock(), () -> 0, new Random(1))
                .join();
    }
}
