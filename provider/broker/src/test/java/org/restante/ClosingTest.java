package org.restante;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkUri;
import org.restante.link.Request;

/** The close of a connection returns when its client identifier is free, on each transport. */
@ParameterizedClass
@ValueSource(strings = {"vm", "tcp"})
final class ClosingTest {

    private static final int CONNECTIONS = 200;

    @RegisterExtension
    private final TestBroker broker;

    ClosingTest(String scheme) {
        broker = TestBroker.inMemory().reachedBy(scheme);
    }

    @Test
    void closeWaitsForTheBrokerThread() throws Exception {
        Connection connection = broker.factory().createConnection();
        connection.setClientID("one");
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Long> heldAtReturn;
        CountDownLatch holding = new CountDownLatch(1);
        try (Link other = LinkUri.parse(broker.within()).open(event -> {
            if (event instanceof Event.Delivery) { // always on the broker thread; the stage of a reply may run here
                holding.countDown();
                awaitOnTheBrokerThread(held);
            }
        })) {
            ask(other, new Request.Connect(null, null));
            ask(other, new Request.OpenConsumer(1, 1, CaseSamples.QUEUE, null, false, null));
            ask(other, new Request.Credit(1, 1, Long.MAX_VALUE));
            other.request(new Request.Send(CaseSamples.message(1)));
            holding.await();
            heldAtReturn = CompletableFuture.supplyAsync(() -> {
                close(connection);
                return held.getCount();
            });
            try { // only a close that is wrong returns now
                Awaitility.await().atMost(Duration.ofMillis(300)).until(heldAtReturn::isDone);
            } catch (ConditionTimeoutException stillClosing) {
                assertEquals(1, held.getCount());
            } finally {
                held.countDown();
            }
        }
        assertEquals(0, heldAtReturn.join());
    }

    private static void awaitOnTheBrokerThread(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ask(Link link, Request request) {
        link.request(request).toCompletableFuture().join();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (jakarta.jms.JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nextConnectionTakesTheClientIdentifierAtOnce() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            try (Connection connection = broker.factory().createConnection()) {
                connection.setClientID("one");
                connection.createSession().createTemporaryQueue();
            }
        }
    }
}
