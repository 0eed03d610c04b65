package org.restante.benchmarks.peers;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.restante.benchmarks.comparison.Competitor;

/**
 * ActiveMQ Artemis as {@code artemis create} sets it up, with its own protocol. Sends of persistent messages wait for the journal; sends
 * of others, and acknowledgements, do not, which are its defaults.
 */
public final class ArtemisCompetitor implements Competitor {

    /** For ServiceLoader. */
    public ArtemisCompetitor() {}

    @Override
    public String name() {
        return "artemis";
    }

    @Override
    public String title() {
        return "Artemis";
    }

    @Override
    public AutoCloseable start(Path directory, int port, boolean deepSelectors) throws Exception {
        ActiveMqContender.quiet();
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        String acceptor = port == 0
                ? "vm://0"
                : "tcp://127.0.0.1:" + port
                        + "?tcpSendBufferSize=1048576;tcpReceiveBufferSize=1048576;useEpoll=true;protocols=CORE";
        broker.setConfiguration(ArtemisContender.configuration(directory, acceptor));
        broker.start();
        return broker::stop;
    }

    @Override
    public ConnectionFactory connections(Path directory, int port) {
        ActiveMqContender.quiet();
        ActiveMQConnectionFactory connections =
                new ActiveMQConnectionFactory(port == 0 ? "vm://0" : "tcp://127.0.0.1:" + port);
        connections.setBlockOnDurableSend(true);
        connections.setBlockOnNonDurableSend(false);
        connections.setBlockOnAcknowledge(false);
        connections.setConsumerWindowSize(1 << 20);
        return connections;
    }
}
