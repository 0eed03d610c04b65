package org.restante.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.broker.Broker;
import org.restante.broker.BrokerOptions;
import org.restante.broker.TestClient;
import org.restante.broker.persistence.Storage;
import org.restante.broker.standby.Node;
import org.restante.log.StaleOwnerException;

/** Brokers on a log on Kafka: an owner and its standby. */
class KafkaNodesTest {

    private final TestLogs logs = new TestLogs();
    private final List<Node> nodes = new ArrayList<>();

    private Node node(String name) {
        return node(name, InstantSource.system());
    }

    private Node node(String name, InstantSource clock) {
        Node made = Node.start(new Node.Settings(
                        name,
                        () -> open(name),
                        BrokerOptions.forHeap(256 << 20),
                        clock,
                        System::nanoTime,
                        new SplittableRandom(1),
                        () -> null))
                .join();
        nodes.add(made);
        return made;
    }

    private Storage open(String name) throws IOException {
        return new Storage(TestLogs.open(logs.options().withNode(name, "tcp://" + name + ":7270")), null, () -> {});
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(Node::close);
    }

    @Test
    void aStandbyIsWarmAndTakesOverWhatTheOwnerHasConfirmed() {
        Node first = node("first");
        Node second = node("second");
        Broker old = first.takeOver().join();
        TestClient client = new TestClient(old);
        for (int i = 0; i < 30; i++) {
            client.send("orders", "message " + i);
        }
        assertEquals(10, client.texts(client.consume("orders"), 10).size());
        Awaitility.await().until(() -> second.position() > 30 * 64);
        TestClient other = new TestClient(second.takeOver().join());
        assertEquals(30, other.take(other.consume("orders"), 30).size(), "none was acknowledged");
        StaleOwnerException stale = assertInstanceOf(
                StaleOwnerException.class, old.failed().toCompletableFuture().join());
        assertEquals("tcp://second:7270", stale.owner());
        Awaitility.await().until(() -> first.role() == Node.Role.STANDBY);
        TestClient back = new TestClient(first.takeOver().join());
        assertEquals(30, back.take(back.consume("orders"), 30).size());
        assertTrue(first.position() > 0);
    }

    @Test
    void nodesWhoseClocksDifferByAnHourTakeOverFromOneAnother() {
        Node right = node("right");
        Node behind = node("behind", InstantSource.offset(InstantSource.system(), Duration.ofHours(-1)));
        Node ahead = node("ahead", InstantSource.offset(InstantSource.system(), Duration.ofHours(1)));
        int sent = 0;
        for (Node next : List.of(right, behind, ahead, right)) {
            TestClient client = new TestClient(next.takeOver().join());
            client.send("orders", "message " + sent++);
            assertEquals(sent, client.take(client.consume("orders"), sent).size());
        }
    }
}
