package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.StaleOwnerException;

/** A start claims its log before it replays it. */
class ClaimTest extends DiskBrokerFixture {

    private Callable<?> behindReplay = () -> null;

    /** Its log runs a task behind each replay. */
    @Override
    Log log(Log opened) {
        return (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(opened, arguments);
                        if (method.getName().equals("replay")) {
                            behindReplay.call();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void anOlderOwnerConfirmsNothingBehindTheReplay() throws IOException {
        client.send("orders", "first");
        Log older = journal;
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        behindReplay = () -> older.append(new byte[8], Keep.WRITTEN)
                .whenComplete((position, failure) -> refusal.complete(failure))
                .handle((position, failure) -> position)
                .toCompletableFuture()
                .join();
        Broker frozen = broker;
        start(options());
        assertInstanceOf(StaleOwnerException.class, refusal.join());
        frozen.close();
    }

    @Test
    void aStartThatFailsBehindItsClaimLosesNothing() {
        client.send("orders", "first");
        stop();
        behindReplay = () -> {
            throw new IOException("the disk is gone");
        };
        for (int i = 0; i < 3; i++) {
            assertThrows(CompletionException.class, () -> start(options()));
        }
        behindReplay = () -> null;
        start(options());
        client.send("orders", "second");
        assertEquals(List.of("first", "second"), client.texts(client.consume("orders"), 100));
    }
}
