package org.restante.conformance.restante;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.kafka.cluster.KafkaCluster;
import org.restante.kafka.cluster.Ports;

/**
 * Two Restante servers in processes of their own, on one log on three nodes of Kafka on this machine; connections use TCP, with both
 * addresses, the owner's first. A restart kills the owner, so that one of both takes over, and starts it again.
 */
public final class KafkaPairFixture extends RestanteFixture {

    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private String log;

    /** For the system property {@code conformance.fixture}. */
    public KafkaPairFixture() {}

    @Override
    public void start() throws IOException {
        log = "kafka:pair?bootstrap=" + KafkaCluster.shared().bootstrap() + "&" + user.options();
        for (int port : Ports.free(2)) {
            startNode(port);
        }
    }

    private void startNode(int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaPairNode.class.getName(),
                        log,
                        "tcp://127.0.0.1:" + port)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ports.add(port);
        processes.add(process);
        if (process.getInputStream().read() < 0) {
            throw new IOException("a node of the pair has ended");
        }
    }

    @Override
    public void restart() throws IOException {
        processes.remove(0).destroyForcibly();
        startNode(ports.remove(0));
        new RestanteConnectionFactory(uri() + "&reconnect=2m").createContext().close(); // waits for the new owner
        if (!isOwner(ports.get(0))) {
            Collections.rotate(ports, 1);
            Collections.rotate(processes, 1);
        }
    }

    /** The one that was killed may be back soon enough to own the log again. */
    private static boolean isOwner(int port) {
        try (JMSContext context = new RestanteConnectionFactory("tcp://127.0.0.1:" + port).createContext()) {
            return !context.getTransacted();
        } catch (JMSRuntimeException e) {
            return false;
        }
    }

    @Override
    public void stop() throws IOException {
        processes.forEach(Process::destroyForcibly);
        user.close();
    }

    @Override
    String uri() {
        return "tcp://127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1) + "?connectTimeout=10000";
    }
}
