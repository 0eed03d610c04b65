package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.Storage;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.log.MemoryLog;
import org.restante.message.Envelope;

/** Many long requests at once, on a log that is slower than they are: the broker takes them only as fast as the log keeps them. */
final class PendingBytesTest extends BrokerFixture {

    private static final int SIZE = 4 << 20;
    private static final int MANY = 40;
    private static final long MOST = (64 << 20) + 2L * SIZE;

    private final HeldLog held = new HeldLog(new MemoryLog(1L << 30));

    @Override
    protected BrokerOptions options() {
        return BrokerOptions.forHeap(1L << 30);
    }

    @Override
    protected Storage open() {
        return new Storage(held, null, () -> {});
    }

    @AfterEach
    void releaseLog() {
        held.release();
    }

    /** Makes requests that come while the broker thread is busy, so that all of them wait for it. */
    private List<CompletableFuture<Reply>> sendMany() {
        CompletableFuture<Void> busy = new CompletableFuture<>();
        broker.inbox().execute(busy::join);
        held.hold();
        Envelope message = client.message("orders", "x".repeat(SIZE));
        List<CompletableFuture<Reply>> sends = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sends.add(client.request(new Request.Send(message)));
        }
        busy.complete(null);
        return sends;
    }

    private static Reply answer(CompletableFuture<Reply> send) {
        return send.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void waitWhileTheLogIsBehind() {
        List<CompletableFuture<Reply>> sends = sendMany();
        Awaitility.await().until(() -> held.bytes() > 64 << 20);
        CompletableFuture<Void> later = new CompletableFuture<>();
        broker.inbox().execute(() -> later.complete(null));
        later.join();
        assertTrue(held.bytes() <= MOST, () -> held.bytes() + " bytes on their way to the log");
        held.release();
        sends.forEach(send -> assertEquals(new Reply.Done(), answer(send)));
        assertTrue(held.most() <= MOST, () -> held.most() + " bytes on their way to the log");
    }

    @Test
    void waitAlsoWhileTheBrokerCloses() {
        List<CompletableFuture<Reply>> sends = sendMany();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(broker::close);
        Awaitility.await().until(() -> held.bytes() > 64 << 20);
        held.release();
        closing.join();
        sends.forEach(send -> assertEquals(new Reply.Done(), answer(send)));
        assertTrue(held.most() <= MOST, () -> held.most() + " bytes on their way to the log");
    }
}
