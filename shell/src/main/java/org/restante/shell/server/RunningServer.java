package org.restante.shell.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.RestanteServer;
import org.restante.configuration.Keys;
import org.restante.configuration.ServerConfiguration;
import org.restante.link.BrokerInfo;
import org.restante.metrics.BrokerBean;
import org.restante.metrics.Endpoints;
import org.restante.metrics.RestanteMetrics;
import org.restante.server.Listen;
import org.restante.tcp.HostPort;

/** A running server with its metrics and endpoints. Any thread may use it. */
public final class RunningServer implements AutoCloseable {

    /** The name of the broker in this process. */
    private static final String NAME = "server";

    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final List<String> addresses = new ArrayList<>();
    private @Nullable RestanteServer broker;
    private volatile boolean ending;

    private RunningServer() {}

    /**
     * Starts a server; returns when clients can connect.
     *
     * @throws IOException if its HTTP endpoints cannot start
     * @throws IllegalStateException if the server cannot start; the message has the reason
     */
    public static RunningServer start(ServerConfiguration configuration) throws IOException {
        RunningServer running = new RunningServer();
        try {
            running.begin(configuration);
            return running;
        } catch (IOException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private void begin(ServerConfiguration configuration) throws IOException {
        RestanteServer server = RestanteServer.start(NAME, configuration);
        broker = server;
        endings.push(server::close);
        List<Listen> listen = configuration.get(Keys.LISTEN);
        for (int i = 0; i < listen.size(); i++) {
            addresses.add(new Listen(server.addresses().get(i), listen.get(i).secure()).toString());
        }
        Optional<HostPort> http = configuration.get(Keys.HTTP);
        if (http.isEmpty() && !configuration.get(Keys.JMX)) {
            return;
        }
        RestanteMetrics metrics = new RestanteMetrics(
                server::admin, configuration.get(Keys.METRICS_DESTINATIONS), System::nanoTime, server::node);
        endings.push(metrics::close);
        if (configuration.get(Keys.JMX)) {
            endings.push(BrokerBean.register(NAME, metrics)::close);
        }
        if (http.isPresent()) {
            InetSocketAddress at =
                    new InetSocketAddress(http.get().host(), http.get().port());
            boolean operatorsOnly = configuration.get(Keys.OPERATORS_ONLY);
            Endpoints endpoints = endpoints(at, metrics, server::failure, () -> notReady(operatorsOnly));
            endings.push(endpoints::close);
            addresses.add("http://"
                    + new HostPort(http.get().host(), endpoints.address().getPort()));
        }
    }

    private Endpoints endpoints(
            InetSocketAddress at,
            RestanteMetrics metrics,
            Supplier<@Nullable String> unhealthy,
            Supplier<@Nullable String> notReady)
            throws IOException {
        try {
            return Endpoints.start(at, metrics, unhealthy, notReady);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage()
                            + "; the address is that of the key http in the server's configuration: http = HOST:PORT,"
                            + " or http = off",
                    e);
        }
    }

    /** What the server does on a shared log, in a line; empty if its log is its own. */
    public Optional<String> node() {
        BrokerInfo.NodeInfo node = broker == null ? null : broker.node();
        if (node == null) {
            return Optional.empty();
        }
        String owner = node.ownerAddress().isEmpty() ? "an unknown process" : node.ownerAddress();
        return Optional.of(
                node.role().equals("owner")
                        ? "owner of " + node.log() + ", epoch " + node.epoch()
                        : node.role() + " of " + node.log() + "; the owner was last " + owner);
    }

    private @Nullable String notReady(boolean operatorsOnly) {
        if (ending) {
            return "the server is shutting down";
        }
        return operatorsOnly ? "the server admits operators only (operatorsOnly)" : null;
    }

    /** The addresses it listens on, with the actual ports; HTTP is the last. */
    public List<String> addresses() {
        return List.copyOf(addresses);
    }

    /**
     * Shuts down: refuses new clients, completes pending requests, writes the store and ends, within a time limit. Idempotent. During the
     * shutdown {@code /ready} reports that the server is not ready, and {@code /health} still answers.
     */
    @Override
    public void close() {
        ending = true;
        Runnable server =
                endings.pollLast(); // started first and closed first: the others observe it until it has ended
        if (server != null) {
            server.run();
        }
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
