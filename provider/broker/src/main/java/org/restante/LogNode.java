package org.restante;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.broker.standby.Node;
import org.restante.link.BrokerInfo.NodeInfo;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.NotHere;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLog;
import org.restante.log.shared.SharedLogs;
import org.restante.server.Listen;
import org.restante.server.Peer;
import org.restante.server.Server;
import org.restante.server.ServerOptions;
import org.restante.users.Access;
import org.restante.users.Login;

/**
 * A process on a shared log: its server, and the broker or the standby behind it. Any thread may use it.
 *
 * <pre>
 *   clients ---- Server ----+
 *                           +---- Node: the broker, or a standby that refuses and names the owner
 *   this process -----------+       ^
 *                                   | takes over
 *                               OwnerWatch
 * </pre>
 *
 * <p>The server listens first, because the log gets its address with the claim; until the node follows the log, clients are refused as by
 * a standby.
 */
final class LogNode implements LocalBroker, AutoCloseable {

    private final NodeConfiguration configuration;
    private final SharedLogs.Place place;
    private final Access access;
    private final Consumer<LogNode> release;
    private final BrokerInfoLink brokerInfo;
    private final Server server;
    private final NodeStorage storage;
    private final Node node;
    private final OwnerWatch watch;

    /** Until the node is there, the server's clients have nothing to reach. */
    private static final class Door {
        private volatile @Nullable LogNode node;
    }

    private LogNode(NodeConfiguration configuration, ServerOptions options, Access access, Consumer<LogNode> release)
            throws IOException {
        this.release = release;
        this.configuration = configuration;
        this.access = access;
        Door door = new Door();
        this.server = Server.start(options, (peer, events) -> accept(door.node, peer, events));
        NodeStorage opened = null;
        Node started = null;
        boolean isComplete = false;
        try {
            this.place = configuration.place(
                    configuration.address(server.addresses().get(0).port()));
            InstantSource clock = InstantSource.system();
            opened = NodeStorage.of(configuration, place, clock);
            this.storage = opened;
            this.brokerInfo = new BrokerInfoLink(place.cache(), this::info);
            started = await(Node.start(new Node.Settings(
                    configuration.name(),
                    opened::open,
                    configuration.broker().options(),
                    clock,
                    System::nanoTime,
                    new SecureRandom(),
                    opened::owner)));
            this.node = started;
            this.watch = OwnerWatch.start(
                    started,
                    opened,
                    new OwnerWatch.SharedName(configuration.name(), place.address()),
                    System::nanoTime,
                    new SecureRandom());
            isComplete = true;
        } finally {
            if (!isComplete) {
                endStart(started, opened);
            }
        }
        door.node = this;
    }

    private void endStart(@Nullable Node started, @Nullable NodeStorage opened) {
        server.close();
        if (started != null) {
            started.close();
        }
        if (opened != null) {
            opened.close();
        }
    }

    private static Node await(CompletableFuture<Node> starting) throws IOException {
        try {
            return starting.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof IOException io ? io : new IOException(Reason.of(cause), cause);
        }
    }

    /**
     * Starts to listen and to follow the log, and takes it over if nobody has owned it yet.
     *
     * @param release ends the node for its server
     * @throws LinkException if it cannot start; the message has the reason
     */
    static LogNode start(NodeConfiguration configuration, ServerOptions options, Consumer<LogNode> release)
            throws LinkException {
        Access access = configuration.broker().access();
        for (Listen listen : options.listen()) {
            String refusal = ServerSetup.refusal(listen, access.asksWho());
            if (refusal != null) {
                throw new LinkException(Problem.ILLEGAL_STATE, refusal);
            }
        }
        try {
            return new LogNode(configuration, options, access, release);
        } catch (IOException e) {
            throw new LinkException(
                    Problem.RESOURCE_LIMIT,
                    "the broker '" + configuration.name() + "' cannot start: " + e.getMessage(),
                    e);
        }
    }

    /** Opens a link for a client of the server. Does not block, nor do the methods of the link. */
    private static Link accept(@Nullable LogNode behind, Peer peer, Consumer<Event> events) throws LinkException {
        if (behind == null) {
            throw new LinkException(Problem.CLOSED, new NotHere(null).reason("this process is starting"));
        }
        Login login = behind.access.login(peer.toString(), peer.certified());
        return behind.access.guard(behind.brokerInfo.over(behind.node.accept(events, login)), login);
    }

    /** Opens a link for an application of this process; to a standby, one that is refused. */
    Link connect(Consumer<Event> events) {
        Login login = access.login(Access.HERE, null);
        return access.guard(brokerInfo.over(node.connect(events, login)), login);
    }

    @Override
    public Link connectAsHolder(Consumer<Event> events) {
        return brokerInfo.over(node.connect(events, Caller.ANYBODY));
    }

    @Override
    public BrokerInfoLink brokerInfo() {
        return brokerInfo;
    }

    @Override
    public boolean hasUsers() {
        return access.asksWho();
    }

    @Override
    public void releaseAtOnce() {
        release.accept(this);
    }

    NodeConfiguration configuration() {
        return configuration;
    }

    Server server() {
        return server;
    }

    /** Whether this process has the broker. */
    boolean isOwner() {
        return node.role() == Node.Role.OWNER;
    }

    /** Where the owner is, if it is another process; null if that is not known. */
    @Nullable
    String owner() {
        return storage.owner();
    }

    /** The address that others are given for this process. */
    String address() {
        return place.address();
    }

    /** Why it has ended; null while it goes on. */
    @Nullable
    String failure() {
        Throwable failed = node.failed().toCompletableFuture().getNow(null);
        return failed == null ? null : "the node has stopped: " + Reason.of(failed);
    }

    /** What it does, and how far it is. */
    NodeInfo info() {
        Node.Role role = node.role();
        SharedLog log = storage.log();
        Claimant owner = log == null ? null : log.owner();
        return new NodeInfo(
                configuration.logs().shown(place),
                place.node(),
                role.name().toLowerCase(Locale.ROOT),
                log == null ? 0 : log.epoch(),
                owner == null ? "" : owner.node(),
                owner == null ? "" : owner.address(),
                log == null || role != Node.Role.STANDBY ? 0 : log.behind(node.position()),
                watch.takeOvers(),
                watch.lastMillis());
    }

    /** Ends the server, then the broker or the standby. */
    @Override
    public void close() {
        watch.close();
        server.close();
        node.close();
        storage.close();
    }
}
