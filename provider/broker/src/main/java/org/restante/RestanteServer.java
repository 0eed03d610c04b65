package org.restante;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.configuration.ServerConfiguration;
import org.restante.link.BrokerInfo;
import org.restante.link.BrokerInfo.SocketInfo;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.server.Listen;
import org.restante.server.Server;
import org.restante.server.ServerOptions;
import org.restante.server.ServerStats;
import org.restante.tcp.HostPort;

/**
 * A broker, and a server through which clients in other processes connect to it, as long as this object is open. Any thread may use it.
 *
 * <pre>{@code
 * try (RestanteServer server = RestanteServer.start("vm:shop?data=/var/lib/shop", "tcp://127.0.0.1:7270")) {
 *     ...    // connections to tcp://127.0.0.1:7270 reach it
 * }
 * }</pre>
 *
 * <p>Applications in the same process can connect to the broker by {@code vm:} as well. The trap: without users everybody may connect,
 * so a server without users listens only on this machine.
 */
public final class RestanteServer implements AutoCloseable {

    private final LocalBroker broker;
    private final Server server;
    private final BrokerInfoLink.Listener listener;

    private RestanteServer(LocalBroker broker, Server server, ServerOptions options) {
        this.broker = broker;
        this.server = server;
        this.listener = new BrokerInfoLink.Listener(uris(server, options), () -> sockets(server));
        broker.brokerInfo().add(listener);
    }

    private static List<String> uris(Server server, ServerOptions options) {
        List<String> uris = new ArrayList<>();
        for (int i = 0; i < options.listen().size(); i++) {
            uris.add(new Listen(
                            server.addresses().get(i), options.listen().get(i).secure())
                    .toString());
        }
        return uris;
    }

    static SocketInfo sockets(Server server) {
        ServerStats stats = server.stats();
        return new SocketInfo(
                stats.connections(), stats.accepted(), stats.refused(), stats.bytesIn(), stats.bytesOut());
    }

    /**
     * Starts a server with standard bounds.
     *
     * @param broker {@code vm:NAME} or {@code kafka:NAME} with its options, as for {@link Restante#start}; {@code listen} is left out
     * @param listen the addresses, each {@code tcp://HOST[:PORT]}; without a port it is 7270; port 0 for any free port
     * @throws IllegalStateException if it cannot start; the message contains the reason
     * @throws IllegalArgumentException if a URI is not of its form, or has an unknown option
     */
    public static RestanteServer start(String broker, String... listen) {
        List<Listen> all = List.of(listen).stream().map(Listen::parse).toList();
        return start(broker, ServerOptions.at(all));
    }

    /** Starts a server with other bounds, or with TLS. */
    public static RestanteServer start(String broker, ServerOptions options) {
        LinkUri uri = LinkUri.parse(broker);
        return uri.scheme().equals("vm")
                ? start(BrokerConfiguration.of(uri), options)
                : start(NodeConfiguration.ofServer(uri), options);
    }

    private static RestanteServer start(NodeConfiguration configuration, ServerOptions options) {
        try {
            LogNode node = LogNodes.start(configuration, options);
            return new RestanteServer(node, node.server(), options);
        } catch (LinkException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    static RestanteServer start(BrokerConfiguration configuration, ServerOptions options) {
        try {
            VmBrokers.Held held = AttachedLink.claim(configuration);
            try {
                checkUsers(held, options);
                Server server =
                        Server.start(options, (peer, events) -> VmBrokers.accept(configuration.name(), peer, events));
                return new RestanteServer(held, server, options);
            } catch (IOException | RuntimeException | Error e) {
                VmBrokers.releaseAtOnce(held);
                throw e;
            }
        } catch (LinkException | IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * Starts a server as a configuration file describes it. The keys for log, HTTP and JMX are ignored; the caller applies them.
     *
     * @param name the name of the broker, for {@code vm:} in this process
     * @throws IllegalStateException if it cannot start; the message contains the reason
     */
    public static RestanteServer start(String name, ServerConfiguration configuration) {
        return start(ServerSetup.brokerUri(name, configuration), ServerSetup.options(configuration));
    }

    /** Opens the broker's administration, without credentials. */
    public Admin admin() {
        return Admin.open(broker::connectAsHolder, null, null);
    }

    private static void checkUsers(LocalBroker broker, ServerOptions options) {
        for (Listen listen : options.listen()) {
            String refusal = ServerSetup.refusal(listen, broker.hasUsers());
            if (refusal != null) {
                throw new IllegalStateException(refusal);
            }
        }
    }

    /** The addresses at which it listens, in the order given, with the actual ports. */
    public List<HostPort> addresses() {
        return server.addresses();
    }

    /** Serves a client whose TCP or Unix domain socket was accepted elsewhere. The server owns the socket from then on. */
    public void serve(SocketChannel socket) throws IOException {
        server.serve(socket);
    }

    /** Why the server cannot go on, so that the process should be started again; null while it can. */
    public @Nullable String failure() {
        String failure = server.failure();
        return failure == null && broker instanceof LogNode node ? node.failure() : failure;
    }

    /** What this process does on a shared log; null if its log is its own. */
    public BrokerInfo.@Nullable NodeInfo node() {
        return broker instanceof LogNode node ? node.info() : null;
    }

    /** Counters and sizes of the server. */
    public ServerStats stats() {
        return server.stats();
    }

    /** Accepts no more clients, answers the open requests, and releases the broker. Idempotent. */
    @Override
    public void close() {
        broker.brokerInfo().remove(listener);
        server.close();
        broker.releaseAtOnce();
    }
}
