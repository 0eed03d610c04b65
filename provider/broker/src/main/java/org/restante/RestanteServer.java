package org.restante;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.restante.admin.Admin;
import org.restante.configuration.ServerConfiguration;
import org.restante.link.BrokerInfo.SocketInfo;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.server.Listen;
import org.restante.server.Server;
import org.restante.server.ServerOptions;
import org.restante.server.ServerStats;
import org.restante.tcp.HostPort;

/**
 * A broker, and a server that lets clients of other processes connect to it, for as long as this object is open. Any thread may use it.
 *
 * <pre>{@code
 * try (RestanteServer server = RestanteServer.start("vm:shop?data=/var/lib/shop", "tcp://127.0.0.1:7270")) {
 *     ...    // connections to tcp://127.0.0.1:7270 reach it
 * }
 * }</pre>
 *
 * <p>Whoever it starts in the same process reaches the broker by {@code vm:} as well. The trap: without users everybody may connect,
 * so it then listens to this machine only.
 */
public final class RestanteServer implements AutoCloseable {

    private final VmBrokers.Held broker;
    private final Server server;
    private final BrokerInfoLink.Listener listener;

    private RestanteServer(VmBrokers.Held broker, Server server, ServerOptions options) {
        this.broker = broker;
        this.server = server;
        this.listener = new BrokerInfoLink.Listener(uris(server, options), () -> sockets(server));
        broker.whereabouts().add(listener);
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
     * @param broker {@code vm:NAME} with its options, as {@link Restante#start} takes it
     * @param listen {@code tcp://HOST[:PORT]}, each; port 7270 unless told otherwise, 0 for one that is free
     * @throws IllegalStateException if it cannot start; the message says why
     * @throws IllegalArgumentException if a URI is not of its form, or names an option that is not known
     */
    public static RestanteServer start(String broker, String... listen) {
        List<Listen> all = List.of(listen).stream().map(Listen::parse).toList();
        return start(broker, ServerOptions.at(all));
    }

    /** The same with bounds, and with TLS. */
    public static RestanteServer start(String broker, ServerOptions options) {
        BrokerConfiguration configuration = BrokerConfiguration.of(LinkUri.parse(broker));
        try {
            VmBrokers.Held held = VmBrokers.hold(configuration);
            try {
                checkUsers(held, options);
                Server server =
                        Server.start(options, (peer, events) -> VmBrokers.accept(configuration.name(), peer, events));
                return new RestanteServer(held, server, options);
            } catch (IOException | RuntimeException e) {
                VmBrokers.release(held);
                throw e;
            }
        } catch (LinkException | IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * The same as a file of configuration has it. Its keys for logs, HTTP and JMX are somebody else's.
     *
     * @param name of the broker, for {@code vm:} in this process
     * @throws IllegalStateException if it cannot start; the message says why
     */
    public static RestanteServer start(String name, ServerConfiguration configuration) {
        return start(ServerSetup.brokerUri(name, configuration), ServerSetup.options(configuration));
    }

    /** An operator's link from within, who is not asked who they are. */
    public Admin admin() {
        return Admin.open(broker::inside, null, null);
    }

    private static void checkUsers(VmBrokers.Held broker, ServerOptions options) {
        for (Listen listen : options.listen()) {
            String refusal = ServerSetup.refusal(listen, broker.hasUsers());
            if (refusal != null) {
                throw new IllegalStateException(refusal);
            }
        }
    }

    /** Where it listens, in the order given, with the ports it has. */
    public List<HostPort> addresses() {
        return server.addresses();
    }

    /** Serves a client whose socket was accepted elsewhere, of TCP or a Unix domain socket; takes the socket over. */
    public void serve(SocketChannel socket) throws IOException {
        server.serve(socket);
    }

    /** What it does, in numbers. */
    public ServerStats stats() {
        return server.stats();
    }

    /** Takes no more clients, answers what was asked, and gives the broker up. Idempotent. */
    @Override
    public void close() {
        broker.whereabouts().remove(listener);
        server.close();
        VmBrokers.release(broker);
    }
}
