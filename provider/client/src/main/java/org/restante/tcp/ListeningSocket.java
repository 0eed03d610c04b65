package org.restante.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.link.Reason;

/**
 * A socket that accepts connections. When the event loop that accepts is ended by an error, another one of its group goes on with the
 * same socket, so its address is not free meanwhile, and no connection that waits is refused. Any thread may use it.
 *
 * <p>One connection is accepted at a time: a bound on connections that is checked for each accepted one would be exceeded by a batch.
 */
public final class ListeningSocket implements AutoCloseable {

    /** So many loops may end; then the cause does not pass, and each further loop would end as well. */
    public static final int MAX_ENDED_LOOPS = 100;

    private static final int CLOSING_SECONDS = 10;
    private static final int BINDING_SECONDS = 10;
    private static final int MAX_BINDS = 5;

    private static final System.Logger LOG = System.getLogger(ListeningSocket.class.getName());

    private final LoopGroup loops;
    private final int backlog;
    private final ChannelHandler connections;
    private final InetSocketAddress address;
    private Channel channel; // guarded by this
    private boolean closed; // guarded by this
    private volatile @Nullable String failure;

    private ListeningSocket(LoopGroup loops, InetSocketAddress at, int backlog, ChannelHandler connections)
            throws IOException {
        this.loops = loops;
        this.backlog = backlog;
        this.connections = connections;
        this.channel = bind(at);
        this.address = (InetSocketAddress) channel.localAddress();
    }

    private Channel bind(InetSocketAddress at) throws IOException {
        try {
            ChannelFuture bound = bootstrap(new NioServerSocketChannel()).bind(at);
            if (!bound.awaitUninterruptibly(BINDING_SECONDS, TimeUnit.SECONDS)) {
                ChannelTasks.closeSocket(bound.channel());
                throw new IOException("its event loop was ended by an error");
            }
            if (bound.isSuccess()) {
                return bound.channel();
            }
            throw new IOException(Reason.of(bound.cause()), bound.cause());
        } catch (ChannelException e) { // for instance no file handle for the socket
            throw new IOException(Reason.of(e), e);
        }
    }

    /**
     * Listens.
     *
     * @param backlog how many connections may wait until they are accepted
     * @param connections initializes the channel of each connection; sharable
     * @throws IOException if it cannot listen at this address; the message is the reason
     */
    public static ListeningSocket open(LoopGroup loops, InetSocketAddress at, int backlog, ChannelHandler connections)
            throws IOException {
        ListeningSocket socket = new ListeningSocket(loops, at, backlog, connections);
        socket.watch();
        return socket;
    }

    private ServerBootstrap bootstrap(NioServerSocketChannel accepting) {
        if (accepting.config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator allocator) {
            allocator.maxMessagesPerRead(1);
        }
        return new ServerBootstrap()
                .group(loops)
                .channelFactory(() -> accepting)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, backlog)
                .childHandler(connections);
    }

    private synchronized void watch() {
        loops.watch(channel.eventLoop(), this::moveToAnotherLoop);
    }

    /** Called when the loop has ended. */
    private synchronized void moveToAnotherLoop() {
        if (closed || loops.isShuttingDown()) {
            ChannelTasks.closeSocket(channel);
        } else if (loops.ended() >= MAX_ENDED_LOOPS) {
            fail(loops.ended() + " event loops were ended by errors");
        } else {
            move();
        }
    }

    private void move() {
        ServerSocketChannel socket = (ServerSocketChannel) ChannelTasks.socket(channel);
        try {
            // It accepts when the handlers are there: they are added by a task of their own, and the socket is bound
            // already.
            ChannelFuture registered = bootstrap(new NioServerSocketChannel(socket))
                    .option(ChannelOption.AUTO_READ, false)
                    .register();
            Channel moved = registered.channel();
            channel = moved;
            registered.addListener(done -> {
                if (done.isSuccess()) {
                    ChannelTasks.execute(moved, () -> moved.config().setAutoRead(true));
                }
            });
            if (registered.isDone() && !registered.isSuccess()) {
                bindAgain();
            }
            watch();
        } catch (IOException | RuntimeException | Error e) {
            fail("no event loop accepts connections: " + Reason.of(e));
        }
    }

    /** The other loop has ended, too, before it had the socket, which Netty closes then: the address is free for a moment. */
    private void bindAgain() throws IOException {
        for (int i = 1; i < MAX_BINDS; i++) {
            try {
                channel = bind(address);
                return;
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the address could not be bound again at once", e);
            }
        }
        channel = bind(address);
    }

    private void fail(String why) {
        failure = why;
        LOG.log(Level.ERROR, "no more connections are accepted at {0}: {1}; start this process again", address, why);
        ChannelTasks.closeSocket(channel);
    }

    /** Why it accepts no more connections; null while it does. */
    public @Nullable String failure() {
        return failure;
    }

    /** The address at which it listens, with the actual port. */
    public InetSocketAddress address() {
        return address;
    }

    /** Accepts no more connections; waits until the socket is closed. Idempotent. */
    @Override
    public void close() {
        Channel open;
        synchronized (this) {
            closed = true; // from now on, the end of the loop closes the socket
            open = channel;
        }
        if (ChannelTasks.execute(open, open::close)) {
            open.closeFuture().awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }
}
