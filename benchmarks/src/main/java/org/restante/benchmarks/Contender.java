package org.restante.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;

/** A broker that takes the load, embedded in this JVM; the peers are found by ServiceLoader. */
public interface Contender {

    /** The name in the tables. */
    String name();

    /** Starts a broker that keeps its messages below an empty directory, and confirms a send when it is on the disk. */
    Running start(Path directory) throws Exception;

    /** A broker that runs. */
    interface Running extends AutoCloseable {

        /** Connects to it. */
        ConnectionFactory connections();

        /** Ends it. */
        @Override
        void close() throws IOException;
    }
}
