package org.restante.kafka.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KafkaClusterTest {

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
