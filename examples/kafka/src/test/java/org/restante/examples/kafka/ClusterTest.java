package org.restante.examples.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FIRST_PORT = 18_000;
    private static final int LAST_PORT = 19_900;

    @TempDir
    private Path folder;

    /** The first of so many ports in a row that are free, below those of outgoing connections. */
    private static int freePorts(int count) throws IOException {
        int first = FIRST_PORT;
        while (first < LAST_PORT) {
            int free = 0;
            while (free < count && isFree(first + free)) {
                free++;
            }
            if (free == count) {
                return first;
            }
            first += free + 1;
        }
        throw new IOException("no " + count + " free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitMore(Cluster cluster) {
        long before = cluster.figures().received();
        Awaitility.await("orders")
                .atMost(PATIENCE)
                .until(() -> cluster.figures().received() > before + 20);
    }

    @Test
    void ordersGoOnWhenANodeOfRestanteAndOneOfKafkaAreKilled() throws Exception {
        int port = freePorts(2 * KafkaNodes.COUNT + 2);
        try (Cluster cluster = new Cluster(folder, port, port + 2 * KafkaNodes.COUNT)) {
            cluster.start();
            awaitMore(cluster);
            cluster.kill(cluster.owner());
            cluster.kill("kafka-1");
            awaitMore(cluster);
            cluster.kill("producer");
            Awaitility.await("all orders")
                    .atMost(PATIENCE)
                    .until(() -> cluster.figures().missing() == 0);
            assertEquals(0, cluster.figures().wrong());
        }
    }
}
