package org.restante.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A link over one socket. Any thread may use it; stages complete and events arrive on an event loop that other links
 * share.
 *
 * <p>At most 2,048 requests, or 16 MiB of them, are unanswered at a time. A further request waits up to ten seconds and
 * is then refused; on the event loop itself it does not wait. The trap: the link ends with its socket; unanswered
 * requests are then refused with {@link Problem#CLOSED}, although the broker may have executed them.
 */
public final class TcpLink implements Link {

    private static final int CLOSING_SECONDS = 10;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final ClientSocket socket;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TcpLink(ClientSocket socket) {
        this.socket = socket;
    }

    /**
     * Opens a link to a server; tries each address of its host in turn. Must not be called from an event loop.
     *
     * @throws LinkException if no server is reachable, or it is not a compatible one; the message gives the reason
     */
    static Link open(HostPort server, TcpOptions options, Consumer<Event> events) throws LinkException {
        LinkException failure = null;
        for (InetAddress address : addresses(server)) {
            try {
                return open(new InetSocketAddress(address, server.port()), server, options, events);
            } catch (LinkException e) {
                failure = e;
                if (e.problem() != Problem.CLOSED) {
                    break; // a server was reached, and another address would not help
                }
            }
        }
        throw failure != null ? failure : unknown(server, null);
    }

    private static InetAddress[] addresses(HostPort server) throws LinkException {
        try {
            return InetAddress.getAllByName(server.host());
        } catch (UnknownHostException e) {
            throw unknown(server, e);
        }
    }

    private static LinkException unknown(HostPort server, @Nullable UnknownHostException cause) {
        LinkException unknown =
                new LinkException(Problem.CLOSED, "the host '" + server.host() + "' is not known; check its name");
        if (cause != null) {
            unknown.initCause(cause);
        }
        return unknown;
    }

    /**
     * Opens a link to an address of a host, or to a Unix domain socket. Must not be called from an event loop.
     *
     * @throws LinkException if no server is reachable there; the message gives the reason
     */
    public static Link open(SocketAddress address, TcpOptions options, Consumer<Event> events) throws LinkException {
        return open(address, null, options, events);
    }

    private static Link open(
            SocketAddress address, @Nullable HostPort server, TcpOptions options, Consumer<Event> events)
            throws LinkException {
        ClientTls tls = options.tls() == null ? null : ClientTls.of(options.tls());
        String name = name(address, server);
        CompletableFuture<ClientSocket> opened = new CompletableFuture<>();
        EventLoops.Use use = use(name);
        ChannelInitializer<Channel> initializer = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (tls != null) {
                    channel.pipeline().addLast(tls.handler(channel, server));
                }
                ClientSocket socket = new ClientSocket(channel, name, options, events);
                channel.pipeline().addLast(socket);
                LoopGroup.Watch watch = use.loops().watch(channel.eventLoop(), socket::loopEnded);
                socket.gone().thenRun(watch::cancel).thenRun(use::release);
                socket.opened().whenComplete((done, failure) -> pass(opened, done, failure));
            }
        };
        ChannelFuture connecting = connect(address, options, use.loops(), initializer);
        connecting.channel().closeFuture().addListener(gone -> use.release());
        Runnable check = () -> {
            if (!connecting.isSuccess()) {
                use.release();
                opened.completeExceptionally(ClientSocket.Failures.opening(name, connecting.cause()));
            }
        };
        if (connecting.isDone()) {
            check.run(); // a loop that has ended calls no listeners
        } else {
            connecting.addListener(done -> check.run());
        }
        return new TcpLink(await(opened, connecting.channel(), name, options));
    }

    private static EventLoops.Use use(String name) throws LinkException {
        try {
            return EventLoops.use();
        } catch (ChannelException e) { // for instance no file handle for a selector
            throw ClientSocket.Failures.opening(name, e);
        }
    }

    private static ChannelFuture connect(
            SocketAddress address, TcpOptions options, LoopGroup loops, ChannelInitializer<Channel> initializer) {
        boolean unix = address instanceof UnixDomainSocketAddress;
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(unix ? NioDomainSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, options.connectTimeout())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(initializer);
        if (!unix) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
        return bootstrap.connect(address);
    }

    private static String name(SocketAddress address, @Nullable HostPort server) {
        return server != null ? server.toString() : address.toString();
    }

    private static void pass(
            CompletableFuture<ClientSocket> to, @Nullable ClientSocket socket, @Nullable Throwable failure) {
        if (failure != null) {
            to.completeExceptionally(failure);
        } else {
            to.complete(socket);
        }
    }

    private static ClientSocket await(
            CompletableFuture<ClientSocket> opened, Channel channel, String name, TcpOptions options)
            throws LinkException {
        try {
            return opened.get(options.connectTimeout(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            channel.close();
            throw e.getCause() instanceof LinkException failure ? failure : ClientSocket.Failures.opening(name, e);
        } catch (TimeoutException e) {
            channel.close();
            throw new LinkException(
                    Problem.CLOSED,
                    name + " did not answer within " + options.connectTimeout()
                            + " ms; check host and port, and a firewall between, or raise connectTimeout",
                    e);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new LinkException(Problem.CLOSED, "interrupted while connecting to " + name, e);
        }
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        return request(request, FrameKind.REQUEST);
    }

    /** An acknowledgement waits for another frame; a message does not. */
    @Override
    public CompletionStage<Reply> requestAhead(Request request) {
        return request(request, FrameKind.REQUEST_AHEAD);
    }

    private CompletionStage<Reply> request(Request request, FrameKind kind) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        if (closed.get()) {
            answer.complete(Reply.Refused.unsent("the connection is closed"));
            return answer;
        }
        WireCodec.Encoded encoded = WireCodec.encode(request);
        if (encoded.size() > socket.maxFrame()) {
            answer.complete(new Reply.Refused(
                    Problem.MESSAGE_TOO_LARGE,
                    "the request has " + encoded.size() + " bytes, and the server accepts at most " + socket.maxFrame()
                            + "; send less at once"));
            return answer;
        }
        boolean mayWait = !socket.channel().eventLoop().inEventLoop();
        long number = socket.unanswered().add(answer, encoded.size(), mayWait);
        if (number > 0) {
            if (kind == FrameKind.REQUEST_AHEAD && request.sends().isEmpty()) {
                socket.outflow().addLate(kind, number, encoded);
            } else {
                socket.outflow().add(kind, number, encoded);
            }
        }
        return answer;
    }

    /**
     * Closes the socket without a GOODBYE, as if it were lost; the server may keep the state of a named conversation.
     */
    @Override
    public void lose() {
        if (closed.compareAndSet(false, true)) {
            socket.markClosing();
            socket.channel().close();
        }
    }

    /**
     * Sends all requests made so far and a GOODBYE, then waits up to ten seconds until the server has answered and
     * closed the socket. On an event loop it does not wait.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        socket.markClosing();
        socket.outflow().goodbye("");
        Channel channel = socket.channel();
        if (!channel.isOpen()) {
            return; // lost earlier, and its event loop may have ended since
        }
        Future<?> force = ChannelTasks.schedule(channel, () -> channel.close(), CLOSING_SECONDS, TimeUnit.SECONDS);
        if (force == null) {
            return;
        }
        socket.gone().thenRun(() -> force.cancel(false));
        if (!channel.eventLoop().inEventLoop()) {
            socket.gone()
                    .copy()
                    .completeOnTimeout(false, CLOSING_SECONDS + 1, TimeUnit.SECONDS)
                    .join();
        }
    }
}
