package org.restante.broker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.Storage;
import org.restante.link.DeliveryStatus;
import org.restante.link.Request;
import org.restante.log.Log;
import org.restante.log.LogFullException;
import org.restante.message.MessageId;

/** A read of the log that fails for a while keeps a message waiting; only one that keeps failing sets it aside. */
final class UnreadableTest extends BrokerFixture {

    private final AtomicInteger failures = new AtomicInteger();
    private volatile Supplier<Throwable> failure = IOException::new;

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withCacheBytes(1);
    }

    @Override
    protected Storage open() {
        Log failing = (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read") && failures.getAndDecrement() > 0) {
                        return CompletableFuture.failedFuture(failure.get());
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Storage(failing, null, () -> {});
    }

    private List<String> taken(int consumer, int count) {
        List<String> texts = new ArrayList<>();
        client.must(new Request.Credit(consumer, count, 1 << 20));
        await().until(() -> {
            client.arrived().forEach(delivery -> texts.add(TestClient.text(delivery)));
            return texts.size() >= count;
        });
        return texts;
    }

    private void comesWhenReadsSucceedAgain(int failing, Supplier<Throwable> reason) {
        for (int i = 0; i < 10; i++) {
            client.send("orders", "m" + i);
        }
        failure = reason;
        failures.set(failing);
        List<String> all = taken(client.consume("orders"), 10);
        assertEquals(List.of("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"), all);
        assertEquals(0, broker.damaged().join());
    }

    @Test
    void waitsWhileTooManyReadsWait() {
        comesWhenReadsSucceedAgain(60, () -> new LogFullException("65536 reads wait already"));
    }

    @Test
    void waitsWhileThereIsNoMemory() {
        comesWhenReadsSucceedAgain(30, () -> new OutOfMemoryError("thrown by the test"));
    }

    @Test
    void waitsWhileTheDiskHasAnErrorThatPasses() {
        comesWhenReadsSucceedAgain(10, () -> new IOException("thrown by the test"));
    }

    @Test
    void isSetAsideWhenTheDiskKeepsFailing() {
        MessageId lost = client.send("orders", "lost");
        failure = () -> new IOException("thrown by the test");
        failures.set(5);
        int consumer = client.consume("orders");
        client.must(new Request.Credit(consumer, 10, 1 << 20));
        await().until(() -> broker.damaged().join() == 1);
        assertEquals(
                DeliveryStatus.State.DEAD_LETTERED, client.status(lost).get(0).state());
        client.send("orders", "next");
        assertEquals(List.of("next"), taken(consumer, 1));
    }
}
