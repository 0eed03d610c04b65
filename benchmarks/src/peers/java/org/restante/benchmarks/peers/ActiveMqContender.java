package org.restante.benchmarks.peers;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.restante.benchmarks.Contender;

/** A broker of the ActiveMQ project in this JVM, which logs nothing below errors. */
abstract class ActiveMqContender implements Contender {

    /** Held here, since a logger nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger("org.apache.activemq");

    /** Ends a broker. */
    interface Stop {
        void run() throws Exception;
    }

    /** A broker that runs, and how it ends. */
    record Started(ConnectionFactory connections, Stop stop) implements Running {
        @Override
        public void close() throws IOException {
            try {
                stop.run();
            } catch (Exception e) {
                throw new IOException("it did not stop", e);
            }
        }
    }

    @Override
    public final Running start(Path directory) throws Exception {
        quiet();
        return startQuietly(directory);
    }

    /** Turns off the log below errors. */
    static void quiet() {
        LOGGER.setLevel(Level.SEVERE);
    }

    /** As {@link #start}, with the level of the log set. */
    abstract Started startQuietly(Path directory) throws Exception;
}
