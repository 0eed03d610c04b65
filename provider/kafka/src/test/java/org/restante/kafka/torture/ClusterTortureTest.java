package org.restante.kafka.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.restante.kafka.cluster.KafkaCluster;

/**
 * Two nodes of Restante on three of Kafka, under load, with one fault after the other; all calls of the clients come to an end, and keep the
 * promises of the broker.
 *
 * <p>{@code -Dkafka.torture.rounds=50} has more rounds of all faults. It prints the times from each fault to the first message that was sent
 * after it.
 */
final class ClusterTortureTest {

    private static final int ROUNDS = Integer.getInteger("kafka.torture.rounds", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long FROZEN_SECONDS = 10;

    @TempDir
    private Path folder;

    private final History history = new History();
    private final TakeoverTimes times = new TakeoverTimes();
    private BrokerPair brokers;
    private KafkaCluster cluster;

    /** What ends or stands still in a round. */
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
        brokers = new BrokerPair(folder, cluster);
        brokers.start();
        awaitOwnerAndStandby();
    }

    @AfterEach
    void endNodes() throws Exception {
        brokers.end();
        cluster.heal();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    private void awaitOwnerAndStandby() {
        await("an owner and a standby").until(() -> brokers.find("owner") != null && brokers.find("standby") != null);
        cluster.awaitInSync(brokers.topic());
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS) // of 50 rounds; each wait has a bound of its own
    void keepsItsPromisesWhateverIsKilledOrFrozen() throws Exception {
        try (Clients clients = new Clients(brokers.uri(), history)) {
            clients.begin();
            awaitMessages();
            for (int round = 1; round <= ROUNDS; round++) {
                for (Fault fault : Fault.values()) {
                    suffer(fault);
                    assertEquals("", history.violations(), () -> "after " + fault);
                }
                System.out.println("round " + round + ": " + history + "\n" + times);
            }
            clients.stopProducers();
            await("all messages acknowledged")
                    .until(() ->
                            !history.violations().isEmpty() || history.open().isEmpty());
            clients.stopConsumers();
            assertEquals("", history.violations());
            assertEquals("", clients.left());
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + history + "\n" + history.violations() + "\nnot acknowledged:\n"
                            + history.open() + brokers.logs(),
                    e);
        }
    }

    private void awaitMessages() {
        history.beginWatch();
        await("messages")
                .until(() -> history.watched() >= 0 || !history.violations().isEmpty());
    }

    private void suffer(Fault fault) throws Exception {
        BrokerProcess owner = brokers.find("owner");
        int leader = cluster.leader(brokers.topic());
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
        times.add(fault, history.watched());
        if (fault == Fault.OWNER_FROZEN) {
            awaitWaking(owner);
        }
        if (!owner.isRunning()) {
            owner.start();
        }
        cluster.heal();
        awaitOwnerAndStandby();
        awaitMessages();
    }

    private static void awaitWaking(BrokerProcess owner) throws IOException, InterruptedException {
        long since = System.nanoTime();
        await("the time of standing still")
                .until(() -> System.nanoTime() - since > TimeUnit.SECONDS.toNanos(FROZEN_SECONDS));
        owner.thaw();
    }
}
