package org.restante.benchmarks.peers;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * ActiveMQ Artemis with the journal settings that its {@code artemis create} writes: asynchronous I/O where libaio is there,
 * a buffer timeout as long as this disk takes for a write and a force, files of 10 MiB.
 */
public class ArtemisContender extends ActiveMqContender {

    private final String uri;

    /** For ServiceLoader. */
    public ArtemisContender() {
        this("vm://0");
    }

    ArtemisContender(String uri) {
        this.uri = uri;
    }

    @Override
    public String name() {
        return "Artemis";
    }

    @Override
    Started startQuietly(Path directory) throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(directory, uri));
        broker.start();
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(uri);
        connections.setBlockOnDurableSend(true);
        connections.setBlockOnAcknowledge(true);
        return new Started(connections, () -> {
            connections.close();
            broker.stop();
        });
    }

    /** The settings of a broker with one acceptor. */
    static Configuration configuration(Path directory, String acceptor) throws Exception {
        boolean asynchronous = AIOSequentialFileFactory.isSupported();
        int timeout = (int) forceNanos(directory);
        return new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJournalType(asynchronous ? JournalType.ASYNCIO : JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalFileSize(10 << 20)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(10)
                .setJournalMaxIO_AIO(4096)
                .setJournalMaxIO_NIO(1)
                .setJournalBufferTimeout_AIO(timeout)
                .setJournalBufferTimeout_NIO(timeout)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("only", acceptor);
    }

    /** The median time of a write of 4 KiB and its force, in nanoseconds. */
    private static long forceNanos(Path directory) throws Exception {
        Path probe = directory.resolve("probe");
        long[] times = new long[51];
        try (FileChannel file = FileChannel.open(probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocateDirect(1 << 20), 0);
            file.force(true);
            ByteBuffer block = ByteBuffer.allocateDirect(4096);
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                file.write(block.clear(), i * 4096L);
                file.force(false);
                times[i] = System.nanoTime() - start;
            }
        }
        Files.delete(probe);
        java.util.Arrays.sort(times);
        return times[times.length / 2];
    }
}
