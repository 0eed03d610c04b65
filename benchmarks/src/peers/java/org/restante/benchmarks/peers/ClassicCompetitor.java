package org.restante.benchmarks.peers;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.restante.benchmarks.comparison.Competitor;

/**
 * ActiveMQ Classic on KahaDB, which syncs its journal always. Clients have the defaults: they wait for sends of persistent messages, not
 * for others and not for acknowledgements. Messages are not copied on send, because the loads use each message once.
 */
public final class ClassicCompetitor implements Competitor {

    /** More messages than any queue with selectors has. */
    private static final int DEEP = 1_000_000;

    /** For ServiceLoader. */
    public ClassicCompetitor() {}

    @Override
    public String name() {
        return "classic";
    }

    @Override
    public String title() {
        return "Classic";
    }

    @Override
    public AutoCloseable start(Path directory, int port, boolean deepSelectors) throws Exception {
        ActiveMqContender.quiet();
        BrokerService broker = ClassicContender.broker(directory);
        broker.setDataDirectoryFile(directory.resolve("temporary").toFile());
        if (deepSelectors) {
            PolicyEntry policy = new PolicyEntry();
            policy.setMaxPageSize(DEEP);
            PolicyMap policies = new PolicyMap();
            policies.setDefaultEntry(policy);
            broker.setDestinationPolicy(policies);
        }
        if (port != 0) {
            broker.addConnector("tcp://127.0.0.1:" + port);
        }
        broker.start();
        broker.waitUntilStarted();
        return () -> {
            broker.stop();
            broker.waitUntilStopped();
        };
    }

    @Override
    public ConnectionFactory connections(Path directory, int port) {
        ActiveMqContender.quiet();
        ActiveMQConnectionFactory connections =
                new ActiveMQConnectionFactory(port == 0 ? "vm://classic?create=false" : "tcp://127.0.0.1:" + port);
        connections.setCopyMessageOnSend(false);
        return connections;
    }
}
