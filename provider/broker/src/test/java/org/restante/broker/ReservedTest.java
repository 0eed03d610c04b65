package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Event;
import org.restante.link.Request;
import org.restante.message.Envelope;

/** Properties that only the broker sets are taken off from what clients send. */
final class ReservedTest extends BrokerFixture {

    private Envelope forged(String text) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (String name : List.of(
                "JMS_RESTANTE_ORIGIN",
                "JMS_RESTANTE_ORIGIN_SUBSCRIPTION",
                "JMS_RESTANTE_ORIGIN_CLIENT_ID",
                "JMS_RESTANTE_REASON",
                "JMS_RESTANTE_COPY_OF",
                "JMS_RESTANTE_SCHEDULE",
                "JMSXUserID")) {
            properties.put(name, "queue:salaries");
        }
        properties.put("JMS_RESTANTE_ATTEMPTS", 3);
        properties.put("JMS_RESTANTE_TIME", 4L);
        properties.put("JMS_RESTANTE_DUPLICATE_ID", text);
        properties.put("price", 5);
        return client.message("orders", text, 4, 0, 0, properties);
    }

    private void assertPlain(String text) {
        Event.Delivery taken = client.take(client.consume("orders"), 1).get(0);
        assertEquals(text, TestClient.text(taken));
        assertEquals(
                Map.of("JMS_RESTANTE_DUPLICATE_ID", text, "price", 5), taken.message().properties());
        client.acknowledge(List.of(taken));
    }

    @Test
    void offASend() {
        client.must(new Request.Send(forged("sent")));
        assertPlain("sent");
    }

    @Test
    void offATransaction() {
        client.must(new Request.Commit(1, List.of(forged("committed")), List.of()));
        assertPlain("committed");
    }

    @Test
    void offABranch() {
        BranchId branch = BranchId.of(1, new byte[] {1}, new byte[] {2});
        client.must(new BranchRequest.Prepare(branch, List.of(forged("prepared")), List.of()));
        client.must(new BranchRequest.CommitPrepared(branch));
        assertPlain("prepared");
    }
}
