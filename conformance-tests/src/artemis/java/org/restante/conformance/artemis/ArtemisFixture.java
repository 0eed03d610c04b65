package org.restante.conformance.artemis;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSConstants;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;

/** An ActiveMQ Artemis broker in this JVM; its journal is in a temporary directory that is deleted at the end. */
public final class ArtemisFixture implements ProviderFixture {

    /** Referenced here because java.util.logging drops an unreferenced logger, and with it the level that was set. */
    private static final Logger LOGGER = Logger.getLogger("org.apache.activemq");

    private final Path directory = temporaryDirectory();
    private EmbeddedActiveMQ broker = broker();

    /** For the system property {@code conformance.fixture}. */
    public ArtemisFixture() {}

    @Override
    public void start() throws Exception {
        LOGGER.setLevel(Level.SEVERE);
        broker.start();
    }

    @Override
    public void stop() throws Exception {
        broker.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void restart() throws Exception {
        broker.stop();
        broker = broker();
        broker.start();
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return ActiveMQJMSClient.createConnectionFactoryWithoutHA(
                JMSFactoryType.CF, new TransportConfiguration(InVMConnectorFactory.class.getName()));
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return (XAConnectionFactory) ActiveMQJMSClient.createConnectionFactoryWithoutHA(
                JMSFactoryType.XA_CF, new TransportConfiguration(InVMConnectorFactory.class.getName()));
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.DELIVERY_DELAY,
                Capability.SHARED_SUBSCRIPTIONS,
                Capability.LEGACY_DOMAINS,
                Capability.INDIVIDUAL_ACKNOWLEDGE,
                Capability.DISTRIBUTED_TRANSACTIONS,
                Capability.RESTART);
    }

    @Override
    public List<Integer> individualAcknowledgeModes() {
        return List.of(ActiveMQJMSConstants.INDIVIDUAL_ACKNOWLEDGE);
    }

    @Override
    public Map<String, String> knownDeviations() {
        return ArtemisDeviations.ALL;
    }

    private EmbeddedActiveMQ broker() {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .addAcceptorConfiguration(new TransportConfiguration(InVMAcceptorFactory.class.getName()));
        return new EmbeddedActiveMQ().setConfiguration(configuration);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("conformance-artemis");
        } catch (IOException e) {
            throw new IllegalStateException("No temporary directory for the journal of Artemis", e);
        }
    }
}
