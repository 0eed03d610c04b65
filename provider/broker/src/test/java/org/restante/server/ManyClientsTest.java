package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.restante.TestBroker;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;

/** A thousand clients that send each other 10 MiB each second, and no thread for each. */
final class ManyClientsTest {
    private static final int MAX_CONNECTIONS = 1000;
    private static final int SIZE = 10 << 10;
    private static final int ROUNDS = 5;
    private static final int TURNS = 10; // in a second
    private static final int MAX_THREADS = 20;

    private final List<Link> links = new ArrayList<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void thousandClientsSendEachOtherTenMebibytesASecond() throws Exception {
        int clients = clients();
        int threadsBefore = Thread.activeCount();
        ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
        try (TestBroker served = TestBroker.served(options -> options)) {
            for (int i = 0; i < clients; i++) {
                links.add(open(served.uri(), i));
            }
            AtomicInteger turn = new AtomicInteger();
            beat.scheduleAtFixedRate(() -> send(turn.getAndIncrement()), 0, 1000 / TURNS, TimeUnit.MILLISECONDS);
            int all = clients * ROUNDS;
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> arrived.get() + refused.get() >= all);
            int threads = Thread.activeCount() - threadsBefore;
            assertTrue(threads <= MAX_THREADS, () -> threads + " more threads serve them");
            assertTrue(refused.get() == 0, refused + " were refused");
            assertTrue(served.server().stats().connections() == clients);
            assertTrue(served.server().stats().bytesIn() >= (long) all * SIZE);
            beat.shutdownNow();
            links.forEach(Link::lose);
            Awaitility.await().until(() -> served.server().stats().connections() == 0);
        } finally {
            beat.shutdownNow();
        }
    }

    /** Fewer where the system gives a process fewer files. */
    private static int clients() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
        return (int) Math.min(MAX_CONNECTIONS, (files - 200) / 2);
    }

    private static Address queue(int client) {
        return Address.queue("client." + client);
    }

    private Link open(String uri, int client) throws LinkException {
        Link[] own = new Link[1];
        Link link = Letters.connect(uri, event -> arrived(own, event));
        own[0] = link;
        Letters.ask(link, new Request.OpenConsumer(1, 1, queue(client), null, false, null));
        assertInstanceOf(Reply.Done.class, Letters.ask(link, new Request.Credit(1, ROUNDS, Long.MAX_VALUE)));
        return link;
    }

    private void arrived(Link[] own, Event event) {
        if (event instanceof Event.Delivery delivery) {
            arrived.incrementAndGet();
            own[0].request(new Request.Acknowledge(1, List.of(delivery.tag())));
        }
    }

    /** In each turn every tenth client sends to the next. */
    private void send(int turn) {
        if (turn >= ROUNDS * TURNS) {
            return;
        }
        for (int i = turn % TURNS; i < links.size(); i += TURNS) {
            links.get(i)
                    .request(new Request.Send(Letters.letter(queue((i + 1) % links.size()), new byte[SIZE])))
                    .thenAccept(reply -> refused.addAndGet(reply instanceof Reply.Done ? 0 : 1));
        }
    }
}
