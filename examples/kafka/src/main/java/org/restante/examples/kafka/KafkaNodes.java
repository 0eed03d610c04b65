package org.restante.examples.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The settings of three nodes of Kafka in KRaft mode, each broker and controller, on loopback. The times are those of a cluster that
 * fails over within seconds; docs/cluster.md explains them. Immutable.
 */
final class KafkaNodes {

    static final int COUNT = 3;

    private static final String CLUSTER = "cmVzdGFudGUtZXhhbXBsZQ";

    private final Path folder;
    private final int firstPort;

    /** @param firstPort clients connect to it and the two ports behind it; the nodes use the next three among each other */
    KafkaNodes(Path folder, int firstPort) {
        this.folder = folder;
        this.firstPort = firstPort;
    }

    private String client(int node) {
        return "127.0.0.1:" + (firstPort + node - 1);
    }

    private String controller(int node) {
        return "127.0.0.1:" + (firstPort + COUNT + node - 1);
    }

    /** For clients: all nodes. */
    String bootstrap() {
        List<String> all = new ArrayList<>();
        for (int node = 1; node <= COUNT; node++) {
            all.add(client(node));
        }
        return String.join(",", all);
    }

    private Path settings(int node) {
        return folder.resolve("kafka-" + node + ".properties");
    }

    /** Writes the files of settings. */
    void write() throws IOException {
        List<String> voters = new ArrayList<>();
        for (int node = 1; node <= COUNT; node++) {
            voters.add(node + "@" + controller(node));
        }
        for (int node = 1; node <= COUNT; node++) {
            TreeMap<String, String> all = new TreeMap<>();
            all.put("node.id", Integer.toString(node));
            all.put("log.dirs", folder.resolve("kafka-" + node).toString());
            all.put("process.roles", "broker,controller");
            all.put("listeners", "CLIENTS://" + client(node) + ",CONTROLLERS://" + controller(node));
            all.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLERS:PLAINTEXT");
            all.put("inter.broker.listener.name", "CLIENTS");
            all.put("controller.listener.names", "CONTROLLERS");
            all.put("controller.quorum.voters", String.join(",", voters));
            all.put("offsets.topic.replication.factor", "3");
            all.put("auto.create.topics.enable", "false");
            all.put("broker.session.timeout.ms", "3000");
            all.put("broker.heartbeat.interval.ms", "500");
            all.put("replica.lag.time.max.ms", "4000");
            all.put("request.timeout.ms", "2000");
            all.put("controller.socket.timeout.ms", "2000");
            all.put("replica.socket.timeout.ms", "2000");
            all.put("log.cleaner.dedupe.buffer.size", "2097152"); // it is never used here, and has 128 MiB by default
            List<String> lines = new ArrayList<>();
            all.forEach((key, value) -> lines.add(key + "=" + value));
            Files.write(settings(node), lines);
        }
    }

    /** The arguments of {@link KafkaNode}. */
    List<String> arguments(int node) {
        return List.of(settings(node).toString(), CLUSTER);
    }
}
