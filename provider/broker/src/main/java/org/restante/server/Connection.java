package org.restante.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Decoder;
import org.restante.tcp.FrameKind;
import org.restante.tcp.FrameLimits;
import org.restante.tcp.FrameReader;
import org.restante.tcp.Heartbeat;
import org.restante.tcp.Outflow;
import org.restante.tcp.Preamble;
import org.restante.tcp.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of a socket: hello, login, then requests to a link and back what the link says. Owned by the channel's event loop;
 * answers and events come on the link's thread and go into the {@link Delivering} side.
 *
 * <p>The trap: while it does not read its socket it does not see the client leave, so that must end sometime: it reads on when there
 * is room, and writes meanwhile.
 */
final class Connection extends ChannelInboundHandlerAdapter implements FrameReader.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int LEAVING_MILLIS = 2_000;

    /** How fast a long frame has to come in, in bytes each second. */
    private static final int MIN_PACE = 256 << 10;

    private enum State {
        /** The client has not said which versions it speaks. */
        NEW,
        /** Its next request is Connect. */
        GREETED,
        /** Its Connect is not answered yet; nothing is read. */
        LOGIN,
        OPEN,
        /** It said goodbye, or the server did: nothing it sends is looked at. */
        LEAVING
    }

    /** A request without an answer. */
    private record Asked(long number, long cost, boolean page) {}

    private final Channel channel;
    private final Server server;
    private final Peer peer;
    private final @Nullable ServerTls tls;
    private final @Nullable String refusal;
    private final FrameReader reader = new FrameReader(this);
    private final Delivering delivering;
    private final Outflow outflow;
    private final Heartbeat heartbeat;
    private final RequestQuota room;
    private volatile State state = State.NEW;
    private @Nullable Link link;
    private @Nullable Future<?> login;
    private int longest = FrameLimits.BEFORE_LOGIN;
    private volatile boolean paused;
    private boolean toldOfPause;
    private long frameMillis;
    private volatile boolean clientLeft;
    private long counted;

    /**
     * Of an open socket.
     *
     * @param tls null for none
     * @param refusal why it is not served; null if it is
     */
    Connection(Channel channel, Server server, Peer peer, @Nullable ServerTls tls, @Nullable String refusal) {
        this.channel = channel;
        this.server = server;
        this.peer = peer;
        this.tls = tls;
        this.refusal = refusal;
        this.outflow = new Outflow(channel, this::written);
        this.delivering = new Delivering(outflow, server.options().outboundBytes(), this::brokerLeft);
        this.heartbeat =
                new Heartbeat(channel, outflow, server.options().times().heartbeat(), this::silent, this::tick);
        this.room = new RequestQuota(
                server.shorts(), server.longs(), () -> channel.eventLoop().execute(this::granted));
    }

    boolean isPaused() {
        return paused && state == State.OPEN;
    }

    boolean isSlow() {
        return !delivering.isReady();
    }

    long outboundBytes() {
        return outflow.bytes();
    }

    // What the socket says.

    @Override
    public void channelActive(ChannelHandlerContext context) {
        login = channel.eventLoop()
                .schedule(this::loginIsOver, server.options().times().login(), TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    private void loginIsOver() {
        if (state == State.NEW || state == State.GREETED) {
            drop("no login within " + server.options().times().login() + " ms");
        }
    }

    private void forgetLogin() {
        Future<?> waiting = login;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        server.tally().bytesIn.add(bytes.readableBytes());
        heartbeat.heard();
        reader.read(bytes);
    }

    @Override
    public void preamble(byte[] bytes) {
        Preamble.Versions client = Preamble.readHello(bytes);
        int chosen = client == null ? 0 : Preamble.SPOKEN.common(client);
        channel.writeAndFlush(Unpooled.wrappedBuffer(Preamble.answer(chosen, Preamble.SPOKEN)), channel.voidPromise());
        if (chosen == 0) {
            LOG.info(
                    "{} is no client of this server: it {}",
                    peer,
                    client == null ? "begins as none does" : "speaks " + client + " of the protocol");
            leave();
            outflow.end();
            return;
        }
        state = State.GREETED;
        heartbeat.start();
        if (refusal != null) {
            goodbye(refusal);
        }
    }

    @Override
    public boolean admits(int length) {
        if (length > longest) {
            throw new Decoder.MalformedException("a frame of " + length + " bytes; "
                    + (state == State.OPEN ? "the largest" : "the largest before login") + " has " + longest);
        }
        if (room.holds()) {
            return true;
        }
        boolean hasRoom = room.has(length) && !delivering.isFull();
        if (hasRoom && room.take(length)) {
            return true;
        }
        pause(hasRoom ? "the server's memory for requests is full" : "it has too much unanswered, or unread");
        return false;
    }

    @Override
    public void frame(FrameKind kind, long number, byte[] bytes, int offset, int length) {
        frameMillis = 0;
        switch (kind) {
            case REQUEST -> request(number, WireCodec.decodeRequest(bytes, offset, length));
            case PING -> {
                room.passed();
                heartbeat.asked(number);
            }
            case GOODBYE -> {
                room.passed();
                clientLeft();
            }
            default -> throw new Decoder.MalformedException("a client sends no " + kind);
        }
    }

    private void request(long number, Request request) {
        boolean page = request instanceof Request.Browse || request instanceof AdminRequest;
        Asked asked = new Asked(number, room.asked(page), page);
        if (state == State.GREETED) {
            login(asked, request);
            return;
        }
        Link to = link;
        if (to == null || state != State.OPEN) {
            room.answered(asked.cost(), page);
            return;
        }
        if (request instanceof Request.Connect) {
            answer(asked, new Reply.Refused(Problem.ILLEGAL_STATE, "this connection is logged in already"));
            return;
        }
        server.tally().requests.increment();
        try {
            to.request(request).thenAccept(reply -> answer(asked, reply));
        } catch (RuntimeException e) { // no link does; the memory must come back all the same
            LOG.error("{} of {} fails", request.getClass().getSimpleName(), peer, e);
            answer(asked, new Reply.Refused(Problem.INTERNAL, "the request failed: " + e));
        }
    }

    private void login(Asked asked, Request request) {
        if (!(request instanceof Request.Connect)) {
            room.answered(asked.cost(), asked.page());
            throw new Decoder.MalformedException("the first request is to be Connect");
        }
        state = State.LOGIN;
        pauseReading();
        Link opened;
        try {
            opened = server.source().open(tls == null ? peer : tls.identified(peer, channel), delivering);
        } catch (LinkException e) {
            room.answered(asked.cost(), asked.page());
            goodbye(String.valueOf(e.getMessage()));
            return;
        }
        link = opened;
        delivering.over(opened);
        opened.request(request).thenAccept(reply -> {
            answer(asked, reply);
            channel.eventLoop().execute(() -> loggedIn(reply));
        });
    }

    private void loggedIn(Reply reply) {
        if (state != State.LOGIN) {
            return;
        }
        if (reply instanceof Reply.Connected connected) {
            state = State.OPEN;
            longest = FrameLimits.afterLogin(connected.maxMessage());
            server.loggedIn(this);
            forgetLogin();
            resumeReading();
            return;
        }
        server.tally().loginsFailed.increment();
        goodbye(reply instanceof Reply.Refused refused ? refused.reason() : "the login failed");
    }

    /** Any thread. */
    private void answer(Asked asked, Reply reply) {
        delivering.answer(asked.number(), reply);
        room.answered(asked.cost(), asked.page());
        if (paused || clientLeft) {
            outflow.wake(); // the event loop looks whether this was what it waited for
        }
    }

    // When to read.

    private void pause(String why) {
        pauseReading();
        server.tally().pauses.increment();
        if (!toldOfPause) {
            toldOfPause = true;
            LOG.info("{} is slowed: {}; this is said once, and counted", peer, why);
        }
        outflow.wake();
    }

    private void pauseReading() {
        paused = true;
        reader.pause();
        heartbeat.pause(true);
        channel.config().setAutoRead(false);
    }

    private void resumeReading() {
        paused = false;
        heartbeat.pause(false);
        guarded(reader::resume);
        if (!paused) {
            channel.config().setAutoRead(true);
        }
    }

    private void granted() {
        room.arrived();
        if (state == State.OPEN || state == State.GREETED) {
            resumeReading();
        }
    }

    /** Some of what waited is written, or something was answered. */
    private void written() {
        delivering.consider();
        server.tally().bytesOut.add(outflow.total() - counted);
        counted = outflow.total();
        if (state == State.OPEN && paused && !room.waits() && room.isHalfEmpty() && delivering.isReady()) {
            resumeReading();
        }
        if (clientLeft && room.requests() == 0) {
            outflow.end();
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void tick(long passed) {
        int begun = reader.begun();
        frameMillis = begun == 0 || paused ? 0 : frameMillis + passed;
        if (frameMillis > server.options().times().frame() + begun * 1000L / MIN_PACE) {
            drop("a frame of " + begun + " bytes was not complete after " + frameMillis + " ms");
        }
    }

    // The end.

    private void silent() {
        drop("nothing was heard for " + heartbeat.timeoutMillis() + " ms");
    }

    private void drop(String why) {
        server.tally().dropped.increment();
        LOG.info("{} is disconnected: {}", peer, why);
        goodbye(why);
    }

    /** The client says goodbye: what it asked before is answered, then the socket is closed. */
    private void clientLeft() {
        leave();
        clientLeft = true;
        Link left = link;
        if (left != null) {
            left.close();
        }
        closeIn(server.options().times().closing());
        outflow.wake();
    }

    /** Any thread. */
    private void brokerLeft(String why) {
        channel.eventLoop().execute(() -> goodbye(why));
    }

    /** Says why, lets the client close the socket, and closes it if it does not. */
    private void goodbye(String why) {
        if (state == State.NEW) {
            channel.close();
        }
        if (state == State.LEAVING) {
            return;
        }
        leave();
        outflow.goodbye(why);
        closeIn(Math.min(LEAVING_MILLIS, server.options().times().closing()));
    }

    private void leave() {
        state = State.LEAVING;
        reader.close();
        room.close();
        heartbeat.pause(true);
        channel.config().setAutoRead(true);
    }

    private void closeIn(int millis) {
        var force = channel.eventLoop().schedule(() -> channel.close(), millis, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(done -> force.cancel(false));
    }

    /** The server ends: nothing more is taken; what was asked is answered first. Any thread; the future says when the socket is closed. */
    ChannelFuture shutDown(String why) {
        channel.eventLoop().execute(() -> finish(why));
        return channel.closeFuture();
    }

    private void finish(String why) {
        if (state == State.NEW) {
            channel.close();
        }
        if (state == State.LEAVING) {
            return;
        }
        leave();
        awaitAnswers(why);
        closeIn(server.options().times().closing());
    }

    private void awaitAnswers(String why) {
        if (room.requests() == 0) {
            outflow.goodbye(why);
            closeIn(Math.min(LEAVING_MILLIS, server.options().times().closing()));
        } else if (channel.isActive()) {
            channel.eventLoop().schedule(() -> awaitAnswers(why), 10, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outflow.wake();
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(cause);
    }

    private void failed(Throwable cause) {
        if (cause instanceof Decoder.MalformedException) {
            drop("not understood: " + cause.getMessage());
        } else if (tls != null && state == State.NEW) {
            LOG.info("{} is disconnected: {}", peer, ServerTls.reason(cause));
            channel.close();
        } else {
            LOG.debug("{} fails", peer, cause);
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = State.LEAVING;
        reader.close();
        room.close();
        outflow.close();
        forgetLogin();
        Link left = link;
        if (left != null && !clientLeft) {
            left.lose();
        }
        context.fireChannelInactive();
    }
}
