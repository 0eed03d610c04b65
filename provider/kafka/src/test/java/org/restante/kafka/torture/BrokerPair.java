package org.restante.kafka.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.restante.kafka.cluster.KafkaCluster;
import org.restante.kafka.cluster.Ports;

/** Two nodes of Restante on one log, each with a directory of its own. Owned by the test's thread. */
final class BrokerPair {

    private final String name = "torture-" + ProcessHandle.current().pid();
    private final List<BrokerProcess> nodes = new ArrayList<>();

    BrokerPair(Path folder, KafkaCluster cluster) throws IOException {
        String log = "kafka:" + name + "?bootstrap=" + cluster.bootstrap() + "&snapshotBytes=1048576&data=";
        for (int port : Ports.free(2)) {
            nodes.add(new BrokerProcess(folder, log + folder.resolve("data-" + port), port));
        }
    }

    void start() throws IOException {
        for (BrokerProcess node : nodes) {
            node.start();
        }
    }

    String topic() {
        return name + ".0";
    }

    /** What clients of both connect to. They notice within six seconds that one stands still. */
    String uri() {
        return "tcp://" + nodes.stream().map(BrokerProcess::hostAndPort).collect(Collectors.joining(","))
                + "?reconnect=true&heartbeat=2000&connectTimeout=2000";
    }

    /** A node that runs and has this role; null if none has. */
    BrokerProcess find(String role) throws IOException {
        for (BrokerProcess node : nodes) {
            if (node.isRunning() && node.role().equals(role)) {
                return node;
            }
        }
        return null;
    }

    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (BrokerProcess node : nodes) {
            logs.append("\n").append(node.hostAndPort()).append(":\n").append(Files.readString(node.log()));
        }
        return logs.toString();
    }

    /** Kills what is left. */
    void end() throws IOException, InterruptedException {
        for (BrokerProcess node : nodes) {
            node.end();
        }
    }
}
