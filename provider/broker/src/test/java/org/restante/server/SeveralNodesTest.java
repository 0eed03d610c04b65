package org.restante.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.broker.BrokerOptions;
import org.restante.broker.persistence.Storage;
import org.restante.broker.standby.Node;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.Caller;
import org.restante.log.MemoryLog;

/** Three servers on one log, as in a cluster; one of them has the broker. */
@ExtendWith(QuietLog.class)
final class SeveralNodesTest {

    private final MemoryLog shared = new MemoryLog(64 << 20);
    private final List<Node> nodes = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private volatile @Nullable String owner;

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 3; i++) {
            Node node = Node.start(new Node.Settings(
                            "node" + i,
                            () -> new Storage(shared.successor(), null, () -> {}),
                            BrokerOptions.forHeap(256 << 20),
                            InstantSource.system(),
                            System::nanoTime,
                            new Random(i),
                            () -> owner))
                    .join();
            nodes.add(node);
            servers.add(Server.start(
                    ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:0"))),
                    (peer, events) -> node.accept(events, Caller.ANYBODY)));
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
        nodes.forEach(Node::close);
    }

    private String addresses() {
        return servers.stream()
                .map(server -> server.addresses().get(0).toString())
                .collect(Collectors.joining(","));
    }

    private JMSContext connect(String options) {
        return new RestanteConnectionFactory("tcp://" + addresses() + options).createContext();
    }

    private void own(int node) {
        owner = "tcp://" + servers.get(node).addresses().get(0);
        nodes.get(node).takeOver().join();
    }

    @Test
    void aClientFindsTheOwnerWhicheverServerIsFirst() {
        own(2);
        try (JMSContext context = connect("?reconnect=true")) {
            context.createProducer().send(context.createQueue("orders"), "one");
        }
        owner = null; // the standbys do not know it
        try (JMSContext context = connect("?reconnect=true");
                JMSConsumer consumer = context.createConsumer(context.createQueue("orders"))) {
            assertEquals("one", consumer.receiveBody(String.class, 10_000));
        }
    }

    @Test
    void aClientGoesOnAtTheNewOwner() {
        own(1);
        try (JMSContext context = connect("?reconnect=true")) {
            Queue orders = context.createQueue("orders");
            JMSConsumer consumer = context.createConsumer(orders);
            for (int i = 0; i < 30; i++) {
                if (i % 10 == 5) {
                    own((i / 10 + 2) % 3);
                }
                context.createProducer().send(orders, "message " + i);
                assertEquals("message " + i, consumer.receiveBody(String.class, 10_000));
            }
        }
        await().until(() ->
                nodes.stream().filter(node -> node.role() == Node.Role.STANDBY).count() == 2);
    }

    @Test
    void aClientWaitsForAnOwnerAsLongAsItMay() {
        CompletableFuture<JMSContext> waiting = CompletableFuture.supplyAsync(() -> connect("?reconnect=true"));
        await().until(() -> servers.stream()
                        .mapToLong(server -> server.stats().loginsFailed())
                        .sum()
                > 3);
        own(0);
        waiting.join().close();
    }

    @Test
    void aClientThatFindsNoOwnerInItsTimeSaysWhy() {
        JMSRuntimeException refusal = assertThrows(JMSRuntimeException.class, () -> connect("?reconnect=300ms"));
        assertTrue(refusal.getMessage().contains("not here: "), refusal::getMessage);
        long logins = servers.stream()
                .mapToLong(server -> server.stats().loginsFailed())
                .sum();
        assertTrue(logins < 30, () -> logins + " logins in 300 ms, without a pause");
    }

    @Test
    void aClientThatDoesNotReconnectIsToldWhereTheOwnerIs() {
        own(1);
        JMSRuntimeException refusal = assertThrows(JMSRuntimeException.class, () -> connect(""));
        assertTrue(refusal.getMessage().contains("the broker is at " + owner), refusal::getMessage);
    }
}
