package org.restante.metrics;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
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
 * come; then the connection is closed. Owned by the event loop.
 */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    static final int REQUEST_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final HttpConnections all;
    private final Channel channel;
    private final Function<String, HttpAnswer> answers;
    private final Function<String, Executor> threads;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean answering;

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
        if (answering) {
            close(); // a second request before the answer to the first one
            return;
        }
        endWait();
        answering = true;
        boolean head = request.method().equals(HttpMethod.HEAD);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (request.decoderResult().isFailure()) {
            send(HttpAnswer.NOT_UNDERSTOOD, false, false);
        } else if (!head && !request.method().equals(HttpMethod.GET)) {
            send(HttpAnswer.NOT_ALLOWED, false, keepAlive);
        } else {
            answer(request.uri(), head, keepAlive);
        }
    }

    private void answer(String uri, boolean head, boolean keepAlive) {
        String path = new QueryStringDecoder(uri).path();
        try {
            threads.apply(path).execute(() -> {
                HttpAnswer answer = make(path);
                channel.eventLoop().execute(() -> send(answer, head, keepAlive));
            });
        } catch (RejectedExecutionException e) {
            send(HttpAnswer.BUSY, head, keepAlive);
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

    private void send(HttpAnswer answer, boolean head, boolean keepAlive) {
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        HttpUtil.setKeepAlive(response, keepAlive);
        if (keepAlive) {
            awaitRequest();
            channel.writeAndFlush(response, channel.voidPromise());
        } else {
            channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("The HTTP connection of {} ends", channel.remoteAddress(), cause);
        close();
    }
}
