package org.restante.benchmarks.comparison;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * A broker to compare: each persistent send and each commit is forced to the disk; all else is as its documentation recommends. The
 * peers are found by ServiceLoader.
 */
public interface Competitor {

    /** A word for arguments and results, such as {@code artemis}. */
    String name();

    /** The name in the tables. */
    String title();

    /**
     * Starts a broker in this JVM.
     *
     * @param port the TCP port of 127.0.0.1 on which it listens, or 0 for connections of this JVM only
     * @param deepSelectors whether selectors have to find few messages in a deep queue, for brokers with a setting for it
     * @return closes the broker
     */
    AutoCloseable start(Path directory, int port, boolean deepSelectors) throws Exception;

    /** Connections to the broker that {@link #start} started: in this JVM for port 0, otherwise at this port of 127.0.0.1. */
    ConnectionFactory connections(Path directory, int port) throws Exception;

    /** The main class and the arguments of a server in a JVM of its own. */
    default List<String> server(Path directory, int port, boolean deepSelectors) throws Exception {
        return List.of(
                CompetitorServer.class.getName(),
                name(),
                directory.toString(),
                Integer.toString(port),
                Boolean.toString(deepSelectors));
    }
}
