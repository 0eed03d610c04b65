package org.restante.conformance.restante;

import java.io.IOException;
import org.restante.Restante;
import org.restante.conformance.process.DataDirectory;
import org.restante.kafka.cluster.KafkaCluster;
import org.restante.kafka.cluster.Ports;

/** A Restante broker in this JVM whose log is on three nodes of Kafka on this machine; connections use {@code kafka:}. */
public final class KafkaFixture extends RestanteFixture {

    private final DataDirectory directory = new DataDirectory();
    private String uri;
    private Restante broker;

    /** For the system property {@code conformance.fixture}. */
    public KafkaFixture() {}

    @Override
    public void start() throws IOException {
        uri = "kafka:conformance?bootstrap=" + KafkaCluster.shared().bootstrap() + "&listen=tcp://127.0.0.1:"
                + Ports.free(1).get(0) + "&data=" + directory + "&" + user.options();
        broker = Restante.start(uri);
    }

    @Override
    public void restart() {
        broker.close();
        broker = Restante.start(uri);
    }

    @Override
    public void stop() throws IOException {
        broker.close();
        user.close();
        directory.delete();
    }

    @Override
    String uri() {
        return uri;
    }
}
