package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.Event;
import org.restante.link.Request;
import org.restante.message.Envelope;

/** A broker with almost no cache, and a log through which many bytes have passed. */
class StorageBoundsTest extends BrokerFixture {

    @Override
    protected BrokerOptions options() {
        return OPTIONS.withBlock(4).withCacheBytes(1);
    }

    @Test
    void selectsAmongMessagesThatAreNotInMemory() {
        for (int i = 0; i < 100; i++) {
            client.must(new Request.Send(client.message("orders", "m" + i, 4, 0, 0, Map.of("even", i % 2 == 0))));
        }
        int odd = client.consume("orders", "even = FALSE", null);
        List<String> expected = new ArrayList<>();
        for (int i = 1; i < 100; i += 2) {
            expected.add("m" + i);
        }
        List<Event.Delivery> taken = client.take(odd, 1000);
        assertEquals(expected, taken.stream().map(TestClient::text).toList());
        client.acknowledge(taken);
        assertEquals(50, client.take(client.consume("orders"), 1000).size());
    }

    @Test
    void keepsTheLogSmallHoweverMuchGoesThroughItAndHoweverOldOneMessageIs() {
        client.send("attic", "old");
        String text = "x".repeat(100_000);
        int consumer = client.consume("orders");
        for (int i = 0; i < 400; i++) {
            client.send("orders", text);
            client.acknowledge(client.take(consumer, 1));
        }
        assertTrue(log.end() > 40_000_000, () -> "only " + log.end() + " bytes went through it");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            client.send("orders", "to make it look again");
            assertTrue(log.end() - log.first() < 12_000_000, () -> log.first() + " to " + log.end());
        });
        assertEquals(List.of("old"), client.texts(client.consume("attic"), 1));
        assertEquals(0, broker.damaged().join());
    }

    @Test
    void endsASweepOverAsManyMessagesAsItLooksAtInOneGo() {
        for (int i = 0; i < 1000; i++) {
            client.request(new Request.Send(client.message("slow", "m" + i, 4, now.get() + 1_000_000, 0, Map.of())));
        }
        Envelope brief = client.message("z-later", "brief", 4, now.get() + 500, 0, Map.of());
        client.must(new Request.Send(brief));
        now.addAndGet(5000);
        org.awaitility.Awaitility.await()
                .until(() -> client.status(brief.id()).get(0).state() == State.EXPIRED);
        long expired = client.status(brief.id()).get(0).steps().get(1).time();
        assertTrue(expired >= 1_000_500, () -> "expired at " + expired + ", before its time");
    }
}
