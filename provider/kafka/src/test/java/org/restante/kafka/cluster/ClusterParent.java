package org.restante.kafka.cluster;

import java.io.IOException;
import java.util.Map;
import org.restante.thread.Threads;

/** A process that starts a node, freezes it if told so, prints the node's process and waits to be killed. */
final class ClusterParent {

    private ClusterParent() {}

    /** @param arguments {@code freeze} or {@code run} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        KafkaCluster cluster = KafkaCluster.start(1, Map.of(), Map.of());
        if (arguments[0].equals("freeze")) {
            cluster.freeze(1);
        }
        System.out.println(cluster.process(1));
        Thread waiting = Threads.lasting("waiting", () -> {
            synchronized (cluster) {
                while (true) {
                    try {
                        cluster.wait();
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        });
        waiting.start();
        waiting.join();
    }
}
