package org.restante.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply;
import org.restante.message.Decoder;
import org.restante.thread.Round;

/**
 * The client's end of a socket: negotiates the version of the protocol, then completes requests and passes events on.
 * Owned by the channel's event loop, except for parts that state otherwise.
 */
final class ClientSocket extends ChannelInboundHandlerAdapter implements FrameReader.Sink {

    /** The beginning of the reason why a silent server counts as gone. */
    static final String SILENT = "nothing was received from ";

    private final Channel channel;
    private final String server;
    private final boolean tls;
    private final Consumer<Event> events;
    private final Outflow outflow;
    private final Unanswered unanswered = new Unanswered();
    private final Heartbeat heartbeat;
    private final FrameReader reader = new FrameReader(this);
    private final CompletableFuture<ClientSocket> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
    private volatile int maxFrame = FrameLimits.BEFORE_LOGIN;
    private volatile boolean closing;
    private @Nullable String reason;

    ClientSocket(Channel channel, String server, TcpOptions options, Consumer<Event> events) {
        this.channel = channel;
        this.server = server;
        this.tls = options.tls() != null;
        this.events = events;
        this.outflow = new Outflow(channel, Outflow.Listener.NONE);
        this.heartbeat = new Heartbeat(channel, outflow, options.heartbeat(), this::onSilence, passed -> {});
    }

    /** Completes when both sides have agreed on a version; fails with a LinkException that gives the reason. */
    CompletableFuture<ClientSocket> opened() {
        return opened;
    }

    /** Completes when the socket is closed. */
    CompletableFuture<Boolean> gone() {
        return gone;
    }

    Channel channel() {
        return channel;
    }

    Outflow outflow() {
        return outflow;
    }

    Unanswered unanswered() {
        return unanswered;
    }

    /** The longest frame that the server accepts. */
    int maxFrame() {
        return maxFrame;
    }

    /** Marks the end as requested by the link's user; then no event is sent for it. */
    void markClosing() {
        closing = true;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(Preamble.hello(Preamble.SPOKEN)), context.voidPromise());
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heartbeat.heard();
        Round.run(() -> reader.read((ByteBuf) message));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outflow.wake();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void preamble(byte[] bytes) {
        Preamble.Answer answer = Preamble.readAnswer(bytes);
        LinkException failure = answer == null ? Failures.noServer(server, bytes) : Failures.version(server, answer);
        if (failure != null) {
            fail(failure);
            return;
        }
        heartbeat.start();
        opened.complete(this);
    }

    @Override
    public boolean admits(int length) {
        if (length > maxFrame) {
            throw new Decoder.MalformedException(
                    "a frame of " + length + " bytes; this client accepts at most " + maxFrame + " now");
        }
        return true;
    }

    @Override
    public void frame(FrameKind kind, long number, byte[] bytes, int offset, int length) {
        switch (kind) {
            case REPLY -> reply(number, WireCodec.decodeReply(bytes, offset, length));
            case EVENT -> events.accept(WireCodec.decodeEvent(bytes, offset, length));
            case PING -> heartbeat.asked(number);
            case GOODBYE -> disconnect(new Decoder(bytes, offset, length).string());
            default -> throw new Decoder.MalformedException("a server does not send " + kind);
        }
    }

    private void reply(long number, Reply reply) {
        if (reply instanceof Reply.Connected connected) {
            maxFrame = FrameLimits.afterLogin(connected.maxMessage());
        }
        CompletableFuture<Reply> answer = unanswered.remove(number);
        if (answer != null) {
            answer.complete(reply);
        }
    }

    private void onSilence() {
        disconnect(SILENT + server + " for " + heartbeat.timeoutMillis() + " ms");
    }

    private void disconnect(String why) {
        if (reason == null) {
            reason = why;
        }
        channel.close();
    }

    /** Fails the opening of the link. */
    void fail(LinkException failure) {
        opened.completeExceptionally(failure);
        disconnect(String.valueOf(failure.getMessage()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        try {
            failed(cause);
        } catch (RuntimeException | Error e) { // netty only logs it, and the answers would be waited for forever
            context.close();
            throw e;
        }
    }

    private void failed(Throwable cause) {
        if (!opened.isDone()) {
            fail(Failures.opening(server, cause));
        } else if (cause instanceof Decoder.MalformedException) {
            disconnect(server + " sent invalid data: " + cause.getMessage());
        } else {
            disconnect("the connection to " + server + " failed: " + Reason.of(cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
    }

    /** The last event of each channel, also of one that was never connected. */
    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        gone.complete(true);
        context.fireChannelUnregistered();
    }

    /** The event loop was ended by an error. Called by its thread, after the loop. */
    void loopEnded() {
        ChannelTasks.closeSocket(channel);
        if (reason == null) {
            reason = "the connection to " + server + " was lost, because its event loop was ended by an error";
        }
        end();
    }

    private void end() {
        if (gone.isDone()) {
            return;
        }
        if (!opened.isDone()) {
            fail(reason == null ? Failures.silentEnd(server, tls, reader.beginning()) : Failures.lost(reason));
        }
        String why = reason == null ? "the connection to " + server + " was lost" : reason;
        reader.close();
        outflow.close();
        unanswered.end(closing ? "the connection is closed" : why);
        if (!closing && !opened.isCompletedExceptionally()) {
            events.accept(new Event.Closed(why));
        }
        gone.complete(true);
    }

    /** Translates failures of opening a link to LinkExceptions. */
    static final class Failures {
        private static final int TLS_ALERT = 0x15;

        private Failures() {}

        static LinkException lost(String reason) {
            return new LinkException(Problem.CLOSED, reason);
        }

        static LinkException noServer(String server, byte[] bytes) {
            boolean speaksTls = bytes.length > 0 && bytes[0] == TLS_ALERT;
            return new LinkException(
                    Problem.ILLEGAL_STATE,
                    speaksTls
                            ? server + " speaks TLS; write tls: in place of tcp:"
                            : server + " is not a Restante server: it begins with '" + readable(bytes)
                                    + "'; check host and port");
        }

        private static String readable(byte[] bytes) {
            StringBuilder text = new StringBuilder();
            for (byte one : bytes) {
                text.append(one >= ' ' && one < 0x7F ? (char) one : '.');
            }
            return text.toString();
        }

        static @Nullable LinkException version(String server, Preamble.Answer answer) {
            if (Preamble.SPOKEN.contains(answer.chosen())) {
                return null;
            }
            boolean serverIsNewer = answer.spoken().lowest() > Preamble.SPOKEN.highest();
            return new LinkException(
                    Problem.ILLEGAL_STATE,
                    server + " speaks " + answer.spoken() + " of the protocol, and this client " + Preamble.SPOKEN
                            + "; update the " + (serverIsNewer ? "client" : "server"));
        }

        static LinkException silentEnd(String server, boolean tls, byte[] beginning) {
            if (beginning.length > 0) {
                return noServer(server, beginning);
            }
            return new LinkException(
                    Problem.CLOSED,
                    server + " closed the connection before it answered with its version; "
                            + (tls
                                    ? "it may require a certificate of the client, tlsCertificate and tlsKey"
                                    : "if it expects TLS, write tls: in place of tcp:"));
        }

        static LinkException opening(String server, Throwable cause) {
            if (TlsFailure.isPlain(cause)) {
                return new LinkException(
                        Problem.ILLEGAL_STATE, server + " does not speak TLS; write tcp: in place of tls:", cause);
            }
            if (TlsFailure.is(cause)) {
                return new LinkException(Problem.SECURITY, TlsFailure.ofServer(server, cause), cause);
            }
            return new LinkException(
                    Problem.CLOSED,
                    "no server answers at " + server + ": " + Reason.of(cause)
                            + "; start one there, or check host and port",
                    cause);
        }
    }
}
