package org.restante.kafka.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.kafka.cluster.KafkaCluster;
import org.restante.kafka.cluster.Ports;

/**
 * Two nodes of Restante on three of Kafka, under load, with faults one after the other; all calls of the clients come to an end, and keep the
 * promises of the broker.
 *
 * <p>{@code -Dkafka.torture.rounds=50} has more rounds of all faults. It prints the times from each fault to the first message sent after it.
 */
final class ClusterTortureTest {

    private static final int ROUNDS = Integer.getInteger("kafka.torture.rounds", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long FROZEN_SECONDS = 10;

    @TempDir
    private Path folder;

    private final History history = new History();
    private final List<BrokerProcess> nodes = new ArrayList<>();
    private final Map<Fault, List<Long>> times = new EnumMap<>(Fault.class);
    private KafkaCluster cluster;
    private String topic;

    /** What happens in a round; the machine or a kill -9 may do it at any time. */
    enum Fault {
        OWNER_KILLED,
        OWNER_FROZEN,
        LEADER_KILLED,
        OWNER_AND_LEADER_KILLED
    }

    @BeforeEach
    void startNodes() throws Exception {
        cluster = KafkaCluster.shared();
        cluster.heal();
        String name = "torture-" + ProcessHandle.current().pid();
        topic = name + ".0";
        for (int port : Ports.free(2)) {
            BrokerProcess node = new BrokerProcess(folder, name + "@" + cluster.bootstrap(), port);
            nodes.add(node);
            node.start();
        }
        awaitOwnerAndStandby();
    }

    @AfterEach
    void endNodes() throws Exception {
        for (BrokerProcess node : nodes) {
            node.close();
        }
        cluster.heal();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    private BrokerProcess find(String role) throws IOException {
        for (BrokerProcess node : nodes) {
            if (node.isRunning() && node.role().equals(role)) {
                return node;
            }
        }
        return null;
    }

    private void awaitOwnerAndStandby() {
        await("an owner and a standby").until(() -> find("owner") != null && find("standby") != null);
        cluster.awaitInSync(topic);
    }

    @Test
    void keepsItsPromisesWhateverIsKilledOrFrozen() throws Exception {
        String uri = "tcp://" + nodes.get(0).hostAndPort() + "," + nodes.get(1).hostAndPort()
                + "?reconnect=true&heartbeat=2000&connectTimeout=2000";
        try (Clients clients = new Clients(uri, history)) {
            clients.begin();
            awaitMessages();
            for (int round = 1; round <= ROUNDS; round++) {
                for (Fault fault : Fault.values()) {
                    check("before", fault, round);
                    suffer(fault);
                    check("after", fault, round);
                }
                System.out.println("round " + round + ": " + history + "; " + times);
            }
            clients.stopProducers();
            await("all messages acknowledged")
                    .until(() ->
                            !history.violations().isEmpty() || history.open().isEmpty());
            clients.stopConsumers();
            assertEquals(List.of(), history.violations());
            assertEquals(List.of(), clients.left());
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + history + "\n" + history.violations() + "\nopen: "
                            + history.open().stream().limit(20).toList() + "\n" + logs(),
                    e);
        }
        assertEquals(List.of(), history.violations());
    }

    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (BrokerProcess node : nodes) {
            logs.append(node.hostAndPort()).append(":\n").append(Files.readString(node.log()));
        }
        return logs.toString();
    }

    private void check(String when, Fault fault, int round) {
        assertTrue(history.violations().isEmpty(), () -> when + " " + fault + " of round " + round);
    }

    private void awaitMessages() {
        history.beginWatch();
        await("messages")
                .until(() -> history.watched() >= 0 || !history.violations().isEmpty());
    }

    private void suffer(Fault fault) throws Exception {
        BrokerProcess owner = find("owner");
        int leader = cluster.leader(topic);
        switch (fault) {
            case OWNER_KILLED -> owner.kill();
            case OWNER_FROZEN -> owner.freeze();
            case LEADER_KILLED -> cluster.kill(leader);
            case OWNER_AND_LEADER_KILLED -> {
                owner.kill();
                cluster.kill(leader);
            }
        }
        awaitMessages();
        times.computeIfAbsent(fault, each -> new ArrayList<>()).add(history.watched());
        if (fault == Fault.OWNER_FROZEN) {
            long frozen = System.nanoTime();
            await("ten seconds").until(() -> System.nanoTime() - frozen > TimeUnit.SECONDS.toNanos(FROZEN_SECONDS));
            owner.thaw();
        } else if (!owner.isRunning()) {
            owner.start();
        }
        cluster.heal();
        awaitOwnerAndStandby();
        awaitMessages();
    }
}
