package org.restante.benchmarks.peers;

import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.activemq.store.kahadb.disk.journal.Journal;

/** ActiveMQ Classic on KahaDB, which syncs its journal for each group of sends, which is its default. */
public final class ClassicContender extends ActiveMqContender {

    /** For ServiceLoader. */
    public ClassicContender() {}

    @Override
    public String name() {
        return "Classic";
    }

    @Override
    Started startQuietly(Path directory) throws Exception {
        BrokerService broker = broker(directory);
        broker.start();
        broker.waitUntilStarted();
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://classic?create=false");
        connections.setUseAsyncSend(false);
        connections.setAlwaysSyncSend(true);
        connections.setSendAcksAsync(false);
        return new Started(connections, () -> {
            broker.stop();
            broker.waitUntilStopped();
        });
    }

    /** A broker that is not started yet. */
    static BrokerService broker(Path directory) throws Exception {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(directory.toFile());
        store.setJournalDiskSyncStrategy(Journal.JournalDiskSyncStrategy.ALWAYS.name());
        BrokerService broker = new BrokerService();
        broker.setBrokerName("classic");
        broker.setUseJmx(false);
        broker.setPersistent(true);
        broker.setPersistenceAdapter(store);
        broker.setUseShutdownHook(false);
        return broker;
    }
}
