package org.restante.benchmarks.peers;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal;
import org.restante.benchmarks.Contender;

/** ActiveMQ Classic on KahaDB, which syncs its journal for each group of sends, as it does at its defaults. */
public final class ClassicContender implements Contender {

    private static final Logger LOGGER = Logger.getLogger("org.apache.activemq");

    /** For ServiceLoader. */
    public ClassicContender() {}

    @Override
    public String name() {
        return "Classic";
    }

    @Override
    public Running start(Path directory) throws Exception {
        LOGGER.setLevel(Level.SEVERE);
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(directory.toFile());
        store.setJournalDiskSyncStrategy(Journal.JournalDiskSyncStrategy.ALWAYS.name());
        BrokerService broker = new BrokerService();
        broker.setBrokerName("classic");
        broker.setUseJmx(false);
        broker.setPersistent(true);
        broker.setPersistenceAdapter(store);
        broker.setUseShutdownHook(false);
        broker.start();
        broker.waitUntilStarted();
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://classic?create=false");
        connections.setUseAsyncSend(false);
        connections.setAlwaysSyncSend(true);
        connections.setSendAcksAsync(false);
        return new Running() {
            @Override
            public ConnectionFactory connections() {
                return connections;
            }

            @Override
            public void close() throws IOException {
                try {
                    broker.stop();
                    broker.waitUntilStopped();
                } catch (Exception e) {
                    throw new IOException("it did not stop", e);
                }
            }
        };
    }
}
