package org.restante.metrics;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection. A request has {@value #REQUEST_SECONDS} seconds to arrive as a whole, head and body, however slowly its bytes
 * come, and its client as long to take the answer; then the connection is closed. Owned by the event loop.
 *
 * <p>The next request is read when the answer to the one before is written, so several that come together are answered in order. The
 * trap: an answer may be written at once, within {@link #channelRead0}, so the read of the next request is a task of its own; else many
 * refused requests would be one deep stack.
 */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final int REQUEST_SECONDS = 10;
    private static final String ADDRESS = "://";
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final HttpConnections all;
    private final Channel channel;
    private final Function<String, HttpAnswer> answers;
    private final Function<String, Executor> threads;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean answering;

    /** The request that is being answered, as far as its answer depends on it. */
    private record Asked(HttpVersion version, boolean head, boolean keepAlive) {

        static Asked of(FullHttpRequest request) {
            return new Asked(
                    request.protocolVersion(),
                    request.method().equals(HttpMethod.HEAD),
                    HttpUtil.isKeepAlive(request) && !request.decoderResult().isFailure());
        }
    }

    HttpConnection(
            HttpConnections all,
            Channel channel,
            Function<String, HttpAnswer> answers,
            Function<String, Executor> threads) {
        this.all = all;
        this.channel = channel;
        this.answers = answers;
        this.threads = threads;
    }

    /** Whether the answer is being made; no longer while it is written, however slowly the client takes it. */
    boolean isAnswering() {
        return answering;
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        awaitRequest();
        super.channelActive(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        endWait();
        super.channelInactive(context);
    }

    private void awaitRequest() {
        awaitClient();
        channel.eventLoop().execute(channel::read);
    }

    /** The client has a time from now on to send its request, or to take its answer. */
    private void awaitClient() {
        endWait();
        answering = false;
        all.waits(this);
        deadline = channel.eventLoop().schedule(this::close, REQUEST_SECONDS, TimeUnit.SECONDS);
    }

    private void endWait() {
        ScheduledFuture<?> waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        endWait();
        answering = true;
        Asked asked = Asked.of(request);
        String path = request.decoderResult().isFailure() ? null : path(request.uri());
        if (path == null) {
            send(HttpAnswer.NOT_UNDERSTOOD, asked);
        } else if (!asked.head && !request.method().equals(HttpMethod.GET)) {
            send(HttpAnswer.NOT_ALLOWED, asked);
        } else {
            answer(path, asked);
        }
    }

    /** The path of a URI, which a proxy may send with the address before it; null if it is not one. */
    private static @Nullable String path(String uri) {
        int address = uri.startsWith("/") ? -1 : uri.indexOf(ADDRESS);
        int path = address < 0 ? 0 : uri.indexOf('/', address + ADDRESS.length());
        try {
            return path < 0 ? "/" : new QueryStringDecoder(uri.substring(path)).path();
        } catch (IllegalArgumentException e) {
            LOG.debug("{} is not a path", uri, e);
            return null;
        }
    }

    private void answer(String path, Asked asked) {
        try {
            threads.apply(path).execute(() -> {
                HttpAnswer answer = make(path);
                sendFromOutside(answer, asked);
            });
        } catch (RejectedExecutionException e) {
            send(HttpAnswer.BUSY, asked);
        }
    }

    private void sendFromOutside(HttpAnswer answer, Asked asked) {
        try {
            channel.eventLoop().execute(() -> send(answer, asked));
        } catch (RejectedExecutionException e) {
            LOG.debug("The server was closed before the answer was made", e);
        }
    }

    private HttpAnswer make(String path) {
        try {
            return answers.apply(path);
        } catch (RuntimeException | Error e) { // the client waits for an answer
            LOG.warn("A request for {} over HTTP failed", path, e);
            return HttpAnswer.FAILED;
        }
    }

    private void send(HttpAnswer answer, Asked asked) {
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                asked.head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (answer.equals(HttpAnswer.NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        HttpUtil.setKeepAlive(response.headers(), asked.version, asked.keepAlive);
        awaitClient();
        channel.writeAndFlush(response).addListener(written -> {
            if (asked.keepAlive && written.isSuccess()) {
                awaitRequest();
            } else {
                close();
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("The HTTP connection of {} ends", channel.remoteAddress(), cause);
        close();
    }
}
