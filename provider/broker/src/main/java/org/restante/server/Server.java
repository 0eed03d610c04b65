package org.restante.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Handles;
import org.restante.tcp.ChannelTasks;
import org.restante.tcp.EventLoops;
import org.restante.tcp.HostPort;
import org.restante.tcp.ListeningSocket;
import org.restante.tcp.LoopGroup;

/**
 * Accepts clients, passes their requests to links, and sends back replies and events. Any thread may use it; event loops, a few threads
 * of its own, serve all clients.
 *
 * <p>The trap: it does not check users. Its caller decides who may connect, and where a server without users may listen.
 */
public final class Server implements AutoCloseable {

    private static final int MAX_THREADS = 8;

    /** One half of the memory for requests is for frames of up to 64 KiB, the other half for longer frames. */
    private static final int HALVES = 2;

    private static final int BACKLOG = 1024;
    private static final long CLOSING_MILLIS = 10_000;

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final ServerOptions options;
    private final LinkSource source;
    private final Handles handles;
    private final ServerCounters counters = new ServerCounters();
    private final Budget shortFrames;
    private final Budget longFrames;
    private final LoopGroup loops;
    private final List<ListeningSocket> listening = new ArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final PendingLogins<Connection> notLoggedIn;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Server(ServerOptions options, LinkSource source) {
        this.options = options;
        this.source = source;
        this.handles = Handles.of(options.maxConnections());
        this.notLoggedIn = new PendingLogins<>(options.maxNotLoggedIn());
        long half = options.memoryBytes() / HALVES;
        this.shortFrames = new Budget(half, half);
        this.longFrames = new Budget(half, half / HALVES);
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        this.loops = EventLoops.group(threads, "restante-server");
    }

    /**
     * Starts a server. When this method returns, the server accepts clients.
     *
     * @param source opens a link for each client
     * @throws IOException if it cannot listen, or a file for TLS cannot be used; the message contains the address or file, and the reason
     */
    public static Server start(ServerOptions options, LinkSource source) throws IOException {
        Server server = new Server(options, source);
        try {
            ServerTls tls = options.tls() == null ? null : ServerTls.of(options.tls());
            for (Listen listen : options.listen()) {
                server.listen(listen, tls);
            }
            return server;
        } catch (IOException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private void listen(Listen listen, @Nullable ServerTls tls) throws IOException {
        if (listen.secure() && tls == null) {
            throw new IOException("cannot listen at " + listen + " without a certificate and its key; give both");
        }
        ServerTls listenTls = listen.secure() ? tls : null;
        ChannelInitializer<Channel> accepted = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.config().setOption(ChannelOption.TCP_NODELAY, true);
                watch(channel, channel.eventLoop(), initialize(channel, listenTls));
            }
        };
        InetSocketAddress at =
                new InetSocketAddress(listen.at().host(), listen.at().port());
        try {
            listening.add(ListeningSocket.open(loops, at, BACKLOG, accepted));
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen at " + listen + ": " + e.getMessage()
                            + "; take another port, or end the process that listens there",
                    e.getCause());
        }
    }

    /** Serves a client whose TCP or Unix domain socket was accepted elsewhere, or closes it. The server owns the socket from then on. */
    public void serve(SocketChannel socket) throws IOException {
        boolean unix = socket.getRemoteAddress() instanceof UnixDomainSocketAddress;
        Channel channel = unix ? new NioDomainSocketChannel(null, socket) : new NioSocketChannel(null, socket);
        EventLoop loop = loops.next();
        Connection connection = initialize(channel, null);
        if (connection != null) {
            watch(channel, loop, connection);
            loop.register(channel);
        }
    }

    /** Ends a connection if its loop is ended by an error. */
    private void watch(Channel channel, EventLoop loop, @Nullable Connection connection) {
        if (connection != null) {
            LoopGroup.Watch watch = loops.watch(loop, () -> {
                remove(connection);
                connection.loopEnded(channel);
            });
            connection.onUnregistered(watch::cancel);
        }
    }

    /** Returns null if there are so many connections that it was closed. */
    private @Nullable Connection initialize(Channel channel, @Nullable ServerTls tls) {
        counters.accepted.increment();
        String address = address(channel);
        String refusal = refusal(address);
        if (refusal != null) {
            counters.refused.increment();
        }
        if (closed.get() || !handles.hasRoomToRefuse(connections.size())) {
            channel.unsafe().closeForcibly(); // it may have no event loop yet
            return null;
        }
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        if (tls != null) {
            channel.pipeline().addLast(tls.handler(channel));
        }
        Peer peer = new Peer(name(channel), tls != null, null);
        Connection connection = new Connection(channel, this, peer, tls, refusal);
        connections.add(connection);
        Handles.count(1);
        Connection ended = notLoggedIn.add(address, connection);
        if (ended != null) {
            ended.giveWay();
        }
        channel.closeFuture().addListener(end -> remove(connection));
        channel.pipeline().addLast(connection);
        return connection;
    }

    /** The host from which the client connects; empty for a Unix domain socket. */
    private static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "";
    }

    /** The client's address; for a Unix domain socket that of the server, as the client has none. */
    private static String name(Channel channel) {
        String remote = String.valueOf(channel.remoteAddress());
        return remote.isEmpty() ? "a process at " + channel.localAddress() : remote;
    }

    private @Nullable String refusal(String address) {
        if (!handles.hasRoom(connections.size())) {
            return "the server has " + connections.size() + " connections, which is its bound; try again later";
        }
        if (!notLoggedIn.hasRoomFor(address)) {
            return options.maxNotLoggedIn() + " connections wait for their login, which is the server's bound;"
                    + " try again later";
        }
        return null;
    }

    /** The addresses at which it listens, in the order of its options, with the actual ports. */
    public List<HostPort> addresses() {
        return listening.stream()
                .map(ListeningSocket::address)
                .map(address -> new HostPort(address.getAddress().getHostAddress(), address.getPort()))
                .toList();
    }

    /**
     * Why the server cannot go on, though its broker may: it accepts no more connections, or its event loops are ended by errors
     * again and again. Null while it can.
     */
    public @Nullable String failure() {
        for (ListeningSocket socket : listening) {
            if (socket.failure() != null) {
                return "no more clients are accepted at " + socket.address() + ": " + socket.failure();
            }
        }
        return loops.ended() >= ListeningSocket.MAX_ENDED_LOOPS
                ? loops.ended() + " event loops were ended by errors; see the log"
                : null;
    }

    /** Counters and sizes. */
    public ServerStats stats() {
        return new ServerStats(
                connections.size(),
                notLoggedIn.size(),
                (int) connections.stream().filter(Connection::isPaused).count(),
                (int) connections.stream().filter(Connection::isSlow).count(),
                shortFrames.used() + longFrames.used(),
                connections.stream().mapToLong(Connection::outboundBytes).sum(),
                shortFrames.waitingBytes() + longFrames.waitingBytes(),
                counters.accepted.sum(),
                counters.refused.sum(),
                counters.loginsFailed.sum(),
                counters.dropped.sum(),
                counters.pauses.sum(),
                counters.requests.sum(),
                counters.bytesIn.sum(),
                counters.bytesOut.sum());
    }

    LoopGroup loops() {
        return loops;
    }

    ServerOptions options() {
        return options;
    }

    LinkSource source() {
        return source;
    }

    ServerCounters counters() {
        return counters;
    }

    Budget shortFrames() {
        return shortFrames;
    }

    Budget longFrames() {
        return longFrames;
    }

    void loggedIn(Connection connection) {
        notLoggedIn.remove(connection);
    }

    private void remove(Connection connection) {
        notLoggedIn.remove(connection);
        if (connections.remove(connection)) {
            Handles.count(-1);
        }
    }

    /**
     * Accepts no more clients and requests, answers the open requests, sends a GOODBYE to each client, and ends; within {@link
     * ServerOptions.Times#closing}. Idempotent.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listening.forEach(ListeningSocket::close);
        long deadline = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(options.times().closing());
        List<ChannelFuture> ends = connections.stream()
                .map(connection -> connection.shutDown("the server ends"))
                .toList();
        for (ChannelFuture end : ends) {
            end.awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (ChannelTasks.execute(
                    end.channel(), () -> end.channel().close())) { // the end of the group alone may leave it open
                end.awaitUninterruptibly(CLOSING_MILLIS);
            }
        }
        loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }
}
