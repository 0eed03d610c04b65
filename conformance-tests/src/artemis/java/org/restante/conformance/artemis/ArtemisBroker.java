package org.restante.conformance.artemis;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An ActiveMQ Artemis broker with its standard settings as a program: prints a line when it listens, ends with its standard input. */
public final class ArtemisBroker {

    private ArtemisBroker() {}

    /** @param arguments the port on this machine, and the folder of the data */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + arguments[0]);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        Thread stop = new Thread(() -> stop(broker), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        broker.start();
        System.out.println("listens");
        while (System.in.read() >= 0) {
            System.out.println("its standard input only shows when to end");
        }
        System.exit(0);
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop", e);
        }
    }
}
