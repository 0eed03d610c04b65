package org.restante.kafka;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.restante.kafka.cluster.KafkaCluster;

/** Handles on one log in a topic of its own in the cluster that the tests share, small enough that a test fills it. */
final class TestLogs {

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final SplittableRandom RANDOM =
            new SplittableRandom(ProcessHandle.current().pid());

    private final KafkaCluster cluster;
    private final String name = "log-" + MADE.incrementAndGet();

    TestLogs() {
        try {
            cluster = KafkaCluster.shared();
            cluster.heal();
        } catch (IOException e) {
            throw new AssertionError("no cluster", e);
        }
    }

    KafkaCluster cluster() {
        return cluster;
    }

    String topic() {
        return name + ".0";
    }

    KafkaLogOptions options() {
        return KafkaLogOptions.of(name, cluster.bootstrap()).withSizes(256 << 10, 4 << 20, 64 << 20);
    }

    KafkaLog open() throws IOException {
        return open(options());
    }

    static KafkaLog open(KafkaLogOptions options) throws IOException {
        synchronized (RANDOM) {
            return KafkaLog.open(options, RANDOM.split(), System::nanoTime);
        }
    }
}
