package org.restante;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.server.ServerOptions;

/**
 * The nodes of this process by the names of their logs. Any thread may use it.
 *
 * <p>A node goes on until it is ended or the process ends, also without connections of this process: others may be connected to it, and
 * as a standby it waits for the end of the owner.
 */
final class LogNodes {

    /** Changed under the lock of this class; read by any thread. */
    private static final Map<String, LogNode> NODES = new ConcurrentHashMap<>();

    private LogNodes() {}

    /** The node of a log, started if there is none. */
    static synchronized LogNode hold(NodeConfiguration configuration) throws LinkException {
        LogNode running = NODES.get(configuration.name());
        if (running == null) {
            return begin(configuration, configuration.serverOptions());
        }
        checkSame(configuration, running.configuration());
        return running;
    }

    /** Starts the node of a server, with the server's own addresses. */
    static synchronized LogNode start(NodeConfiguration configuration, ServerOptions options) throws LinkException {
        if (NODES.containsKey(configuration.name())) {
            throw new LinkException(
                    Problem.ILLEGAL_STATE,
                    "the log '" + configuration.name() + "' has a node in this process already; end it first");
        }
        return begin(configuration.withListen(options.listen()), options);
    }

    private static LogNode begin(NodeConfiguration configuration, ServerOptions options) throws LinkException {
        LogNode started = LogNode.start(configuration, options, LogNodes::end);
        NODES.put(configuration.name(), started);
        return started;
    }

    private static void checkSame(NodeConfiguration requested, NodeConfiguration current) throws LinkException {
        boolean isSame = requested.place().equals(current.place())
                && requested.listen().equals(current.listen())
                && Objects.equals(requested.broker().users(), current.broker().users())
                && Objects.equals(
                        requested.broker().permissions(), current.broker().permissions());
        if (!isSame) {
            throw new LinkException(
                    Problem.ILLEGAL_STATE,
                    "the log '" + requested.name()
                            + "' has a node in this process already, with another place, directory, address or users than"
                            + " this URI has; use the same ones, or leave 'listen' and what belongs to it out");
        }
    }

    /** The node of a log; null if this process has none. */
    static @Nullable LogNode find(String name) {
        return NODES.get(name);
    }

    /** Ends a node, and starts it again. */
    static void restart(NodeConfiguration configuration) throws LinkException {
        LogNode running = find(configuration.name());
        if (running != null) {
            end(running);
        }
        hold(configuration);
    }

    /** Ends the node of a log in this process. */
    static void stop(String name) {
        LogNode running = find(name);
        if (running != null) {
            end(running);
        }
    }

    static void end(LogNode node) {
        if (NODES.remove(node.configuration().name(), node)) {
            node.close();
        }
    }
}
