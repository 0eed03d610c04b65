package org.restante.conformance.classic;

import java.nio.file.Path;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** An ActiveMQ Classic broker with KahaDB as a program: prints a line when it listens, and ends with its standard input. */
public final class ClassicBroker {

    private ClassicBroker() {}

    /** @param arguments the port on this machine, and the folder of the data */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(data.resolve("kahadb").toFile());
        BrokerService broker = new BrokerService();
        broker.setBrokerName("conformance");
        broker.setDataDirectory(data.toString());
        broker.setPersistenceAdapter(store);
        broker.setSchedulerSupport(true); // for delivery delays
        broker.setUseJmx(false);
        broker.addConnector("tcp://127.0.0.1:" + arguments[0]);
        broker.start();
        broker.waitUntilStarted();
        System.out.println("listens");
        while (System.in.read() >= 0) {
            System.out.println("its standard input only shows when to end");
        }
        System.exit(0); // the broker has a shutdown hook
    }
}
