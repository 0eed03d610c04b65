package org.restante.kafka.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaClusterTest {

    @TempDir
    Path folder;

    private KafkaCluster cluster;

    @BeforeEach
    void healCluster() throws Exception {
        cluster = KafkaCluster.shared();
        cluster.heal();
    }

    @AfterEach
    void healAgain() throws Exception {
        cluster.heal();
    }

    private int leaderOfNewTopic(String name) throws Exception {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.of((short) 3));
        KafkaCluster.get(cluster.admin().createTopics(List.of(topic)).all());
        cluster.awaitInSync(name);
        return cluster.leader(name);
    }

    @Test
    void hasThreeNodes() {
        assertEquals(List.of(1, 2, 3), cluster.nodes());
        assertEquals(3, cluster.bootstrap().split(",").length);
    }

    /** Also a frozen node, which cannot notice that its parent is gone. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "freeze"})
    void nodesEndWithTheProcessThatStartedThem(String state) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClusterParent.class.getName(),
                        state)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = parent.inputReader()) {
            ProcessHandle node =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            assertTrue(node.isAlive());
            parent.destroyForcibly();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !node.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void anotherNodeLeadsWhenTheLeaderIsKilledAndItComesBackOnItsFolder() throws Exception {
        int leader = leaderOfNewTopic("killed");
        cluster.kill(leader);
        cluster.awaitOtherLeader("killed", leader);
        cluster.restart(leader);
        cluster.awaitInSync("killed");
    }

    @Test
    void anotherNodeLeadsWhenTheLeaderIsFrozenOrStopped() throws Exception {
        int leader = leaderOfNewTopic("frozen");
        cluster.freeze(leader);
        cluster.awaitOtherLeader("frozen", leader);
        cluster.thaw(leader);
        cluster.awaitInSync("frozen");
        int second = cluster.leader("frozen");
        assertNotEquals(leader, second);
        cluster.stop(second);
        cluster.awaitOtherLeader("frozen", second);
        assertTrue(cluster.leader("frozen") > 0);
    }
}
