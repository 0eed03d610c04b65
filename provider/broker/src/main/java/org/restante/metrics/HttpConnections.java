package org.restante.metrics;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.restante.disk.Handles;
import org.restante.tcp.ChannelTasks;
import org.restante.tcp.LoopGroup;

/**
 * The HTTP connections of one listening address. Owned by its event loop, of which there is one at a time.
 *
 * <p>At most {@link Handles#maxHttp} connections: a further one closes the connection that has waited longest for the rest of its
 * request, so that clients who send nothing keep nobody out.
 */
final class HttpConnections extends ChannelInitializer<Channel> {

    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_CHUNK = 8 << 10;
    private static final int MAX_BODY = 64 << 10;

    private final LoopGroup loops;
    private final Function<String, HttpAnswer> answers;
    private final Function<String, Executor> threads;
    private final Set<HttpConnection> open = new LinkedHashSet<>();
    private final int maxConnections = Handles.maxHttp();
    private boolean closed;

    /**
     * Serves connections.
     *
     * @param loops one event loop
     * @param answers the answer to a GET of a path; may block
     * @param threads where the answer for a path is made
     */
    HttpConnections(LoopGroup loops, Function<String, HttpAnswer> answers, Function<String, Executor> threads) {
        this.loops = loops;
        this.answers = answers;
        this.threads = threads;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (closed) {
            channel.close();
            return;
        }
        HttpConnection connection = new HttpConnection(this, channel, answers, threads);
        open.add(connection);
        Handles.countHttp(1);
        LoopGroup.Watch watch = loops.watch(channel.eventLoop(), () -> {
            remove(connection);
            ChannelTasks.closeSocket(channel);
        });
        channel.closeFuture().addListener(end -> {
            remove(connection);
            watch.cancel();
        });
        channel.config().setAutoRead(false); // the connection reads one request after the other
        channel.pipeline()
                .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_CHUNK))
                .addLast(new HttpObjectAggregator(MAX_BODY))
                .addLast(new FlowControlHandler())
                .addLast(connection);
        if (open.size() > maxConnections) {
            closeOldest();
        }
    }

    private void remove(HttpConnection connection) {
        if (open.remove(connection)) {
            Handles.countHttp(-1);
        }
    }

    /** The connection waits for a request from now on; it is the last one to be closed. */
    void waits(HttpConnection connection) {
        if (open.remove(connection)) {
            open.add(connection);
        }
    }

    /** Closes all connections, and those that are accepted later. */
    void closeAll() {
        closed = true;
        List.copyOf(open).forEach(HttpConnection::close);
    }

    private void closeOldest() {
        Iterator<HttpConnection> oldest = open.iterator();
        while (oldest.hasNext()) {
            HttpConnection connection = oldest.next();
            if (!connection.isAnswering()) {
                connection.close();
                return;
            }
        }
    }
}
