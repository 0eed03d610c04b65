package org.restante.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;

/** A broker to be measured, embedded in this JVM. The peers are found by ServiceLoader. */
public interface Contender {

    /** The name in the result tables. */
    String name();

    /** Starts a broker that stores its messages in an empty directory and confirms a send when the message is on the disk. */
    Running start(Path directory) throws Exception;

    /** A running broker. */
    interface Running extends AutoCloseable {

        /** The factory of connections to the broker. */
        ConnectionFactory connections();

        /** Stops the broker. */
        @Override
        void close() throws IOException;
    }
}
