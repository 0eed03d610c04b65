package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.TestBroker;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/** A client that is too slow, and one that is too fast, beside others. */
final class BackPressureTest {
    private static final int PIECE = 32 << 10;

    @Test
    void consumerThatDoesNotReadCostsItsBoundAndNobodyWaitsForIt() throws Exception {
        long bound = 1 << 20;
        int letters = 1000;
        Address news = Address.topic("news");
        AtomicInteger got = new AtomicInteger();
        try (TestBroker served = TestBroker.served(options -> options.withMemory(64 << 20, bound));
                RawClient slow = RawClient.of(served).login()) {
            slow.request(2, new Request.OpenConsumer(1, 1, news, null, false, null));
            slow.request(3, new Request.Credit(1, Integer.MAX_VALUE, Long.MAX_VALUE));
            slow.next(RawClient.REPLY);
            slow.next(RawClient.REPLY);
            Link fast = Letters.connect(served.uri(), event -> {
                if (event instanceof Event.Delivery) {
                    got.incrementAndGet();
                }
            });
            Letters.ask(fast, new Request.OpenConsumer(1, 1, news, null, false, null));
            Letters.ask(fast, new Request.Credit(1, letters, Long.MAX_VALUE));
            long most = 0;
            for (int i = 0; i < letters; i++) {
                assertInstanceOf(
                        Reply.Done.class, Letters.ask(fast, new Request.Send(Letters.letter(news, new byte[PIECE]))));
                most = Math.max(most, served.server().stats().outboundBytes());
            }
            Awaitility.await().until(() -> got.get() == letters);
            assertTrue(most > bound / 2, "the socket has taken all; the test is to send more than it takes");
            assertTrue(most <= 2 * bound, "up to " + most + " bytes waited for the slow one");
            assertEquals(1, served.server().stats().slow());
            for (int i = 0; i < letters; i++) {
                assertTrue(slow.next(RawClient.EVENT).body().length > PIECE);
            }
            Awaitility.await().until(() -> served.server().stats().slow() == 0);
            fast.close();
        }
    }

    @Test
    void clientThatAsksAndDoesNotReadTheAnswersIsNotReadEither() throws Exception {
        Address queue = Address.queue("browsed");
        try (TestBroker served = TestBroker.served(options -> options.withMemory(64 << 20, 1 << 20));
                RawClient slow = RawClient.of(served).login()) {
            Link other = Letters.connect(served.uri(), event -> {});
            for (int i = 0; i < 30; i++) {
                Letters.ask(other, new Request.Send(Letters.letter(queue, new byte[PIECE])));
            }
            int pages = 100; // of 1 MiB each
            for (int i = 0; i < pages; i++) {
                slow.request(10 + i, new Request.Browse(queue, null, null, 1000, Request.Browse.ALL));
            }
            Awaitility.await()
                    .until(() -> served.server().stats().paused() == 1
                            && served.server().stats().slow() == 1);
            assertTrue(
                    served.server().stats().outboundBytes() < 6 << 20,
                    () -> served.server().stats().toString());
            assertInstanceOf(Reply.Done.class, Letters.ask(other, new Request.Drain(1)));
            for (int i = 0; i < pages; i++) {
                slow.next(RawClient.REPLY);
            }
            Awaitility.await().until(() -> served.server().stats().paused() == 0);
            other.close();
        }
    }

    @Test
    void publisherThatIsTooFastIsSlowedAndLosesNothing() throws Exception {
        long memory = 2 << 20;
        int letters = 2000;
        Address queue = Address.queue("fast");
        try (TestBroker served = TestBroker.served(options -> options.withMemory(memory, 1 << 20))) {
            Link fast = Letters.connect(served.uri(), event -> {});
            Link other = Letters.connect(served.uri(), event -> {});
            List<CompletableFuture<Reply>> sent = new ArrayList<>();
            long most = 0;
            for (int i = 0; i < letters; i++) {
                sent.add(fast.request(new Request.Send(Letters.letter(queue, new byte[PIECE])))
                        .toCompletableFuture());
                if (i % 100 == 0) {
                    assertInstanceOf(Reply.Done.class, Letters.ask(other, new Request.Drain(1)));
                }
                most = Math.max(most, served.server().stats().requestBytes());
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
            for (CompletableFuture<Reply> one : sent) {
                assertInstanceOf(Reply.Done.class, one.join());
            }
            assertTrue(served.server().stats().pauses() > 0, "it was never slowed");
            assertTrue(most <= memory + PIECE, most + " bytes were in memory");
            Awaitility.await().until(() -> served.server().stats().requestBytes() == 0);
            fast.close();
            other.close();
        }
    }
}
