package org.restante.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
import org.restante.tcp.ChannelTasks;
import org.restante.tcp.FrameKind;
import org.restante.tcp.FrameLimits;
import org.restante.tcp.FrameReader;
import org.restante.tcp.Heartbeat;
import org.restante.tcp.LongRequest;
import org.restante.tcp.Outflow;
import org.restante.tcp.TooManyPartsException;
import org.restante.tcp.WireCodec;
import org.restante.thread.Round;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of a socket: hello, login, then requests to a link, and the link's replies and events back to the client. Owned by
 * the channel's event loop; replies and events arrive on the link's thread and go to {@link Delivering}.
 *
 * <p>The trap: while back-pressure pauses reading, a client that closes its socket is not noticed. So each pause must end: reading
 * resumes when there is memory, and writing goes on meanwhile.
 */
final class Connection extends ClosingHandler implements FrameReader.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int LEAVING_MILLIS = 2_000;

    /** A request without an answer. */
    private record PendingRequest(long number, RequestQuota.Memory cost, boolean page, boolean ahead) {}

    private final Channel channel;
    private final Server server;
    private final Peer peer;
    private final @Nullable ServerTls tls;
    private final @Nullable String refusal;
    private final FrameReader reader = new FrameReader(this);
    private final Delivering delivering;
    private final Outflow outflow;
    private final Heartbeat heartbeat;
    private final RequestQuota quota;
    private final FrameTime frameTime;
    private volatile ConnectionState state = ConnectionState.NEW;
    private @Nullable Link link;
    private Future<?> loginTimeout = CompletableFuture.completedFuture(null);
    private Reply.@Nullable Refused skipReason;
    private int maxFrame = FrameLimits.BEFORE_LOGIN;
    private volatile boolean paused;
    private boolean pauseLogged;
    private volatile boolean clientLeft;
    private volatile boolean released;

    /** @param refusal the reason why the client is refused; null if it is served */
    Connection(Channel channel, Server server, Peer peer, @Nullable ServerTls tls, @Nullable String refusal) {
        this.channel = channel;
        this.server = server;
        this.peer = peer;
        this.tls = tls;
        this.refusal = refusal;
        this.outflow = new Outflow(channel, this::written);
        this.delivering = new Delivering(
                outflow, server.options().outboundBytes(), why -> ChannelTasks.execute(channel, () -> goodbye(why)));
        this.heartbeat = new Heartbeat(
                channel, outflow, server.options().times().heartbeat(), this::heartbeatMissed, this::tick);
        this.quota = new RequestQuota(
                server.shortFrames(), server.longFrames(), () -> ChannelTasks.execute(channel, this::memoryGranted));
        this.frameTime = new FrameTime(server.options().times().frame());
    }

    /** Ends in favour of a connection from another address. Any thread may call. */
    void giveWay() {
        ChannelTasks.execute(
                channel, () -> dropBeforeLogin("too many connections from its address wait for their login"));
    }

    boolean isPaused() {
        return paused && state == ConnectionState.OPEN;
    }

    boolean isSlow() {
        return !delivering.isReady();
    }

    long outboundBytes() {
        return outflow.bytes();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        int login = server.options().times().login();
        loginTimeout = channel.eventLoop()
                .schedule(() -> dropBeforeLogin("no login within " + login + " ms"), login, TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    private void dropBeforeLogin(String why) {
        if (state == ConnectionState.NEW || state == ConnectionState.GREETED) {
            drop(why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        server.counters().bytesIn.add(bytes.readableBytes());
        heartbeat.heard();
        Round.run(() -> reader.read(bytes));
    }

    @Override
    public void preamble(byte[] bytes) {
        if (!Greeting.answer(channel, peer, bytes)) {
            leave();
            outflow.end();
            return;
        }
        state = ConnectionState.GREETED;
        heartbeat.start();
        if (refusal != null) {
            goodbye(refusal);
        }
    }

    @Override
    public boolean admits(int length) {
        if (length > maxFrame) {
            throw new Decoder.MalformedException("a frame of " + length + " bytes; "
                    + (state == ConnectionState.OPEN ? "the largest" : "the largest before login") + " has "
                    + maxFrame);
        }
        if (quota.isReserved()) {
            return true;
        }
        boolean hasRoom = quota.hasRoom(length) && !delivering.isFull();
        if (hasRoom && quota.reserve(length)) {
            return true;
        }
        pause(
                hasRoom
                        ? "the server's memory for requests is full"
                        : "too many of its requests are unanswered, or answers unread");
        return false;
    }

    @Override
    public boolean grows(int bytes) {
        boolean hasRoom = quota.grow(bytes);
        if (!hasRoom) {
            pause("the server's memory for long requests, or its user's share of it, is full");
        }
        return hasRoom;
    }

    @Override
    public void frame(FrameKind kind, long number, byte[] bytes, int offset, int length) {
        frameTime.begin();
        switch (kind) {
            case REQUEST, REQUEST_AHEAD -> read(number, kind == FrameKind.REQUEST_AHEAD, bytes, offset, length);
            case PING -> {
                quota.releaseFrame();
                heartbeat.asked(number);
            }
            case GOODBYE -> {
                quota.releaseFrame();
                clientLeft();
            }
            default -> throw new Decoder.MalformedException("a client must not send " + kind);
        }
    }

    @Override
    public boolean begins(FrameKind kind, byte[] bytes, int offset, int arrived, int length) {
        Link to = link;
        boolean isRequest = kind.isRequest() && state == ConnectionState.OPEN;
        skipReason = isRequest && to != null ? LongRequest.refusal(to, bytes, offset, arrived, length) : null;
        return skipReason == null;
    }

    @Override
    public void skipped(long number) {
        frameTime.begin();
        refuse(number, Objects.requireNonNull(skipReason));
    }

    private void refuse(long number, Reply.Refused refusal) {
        answer(new PendingRequest(number, quota.requestRead(false, 0), false, false), refusal);
    }

    private void read(long number, boolean ahead, byte[] bytes, int offset, int length) {
        try {
            request(number, ahead, WireCodec.decodeRequest(bytes, offset, length));
        } catch (TooManyPartsException e) {
            refuse(number, new Reply.Refused(Problem.RESOURCE_LIMIT, String.valueOf(e.getMessage())));
        }
    }

    private void request(long number, boolean ahead, Request request) {
        boolean page = request instanceof Request.Browse || request instanceof AdminRequest;
        PendingRequest pending = new PendingRequest(number, quota.requestRead(page, request.tagCount()), page, ahead);
        if (state == ConnectionState.GREETED) {
            login(pending, request);
            return;
        }
        Link to = link;
        if (to == null || state != ConnectionState.OPEN) {
            quota.requestAnswered(pending.cost(), page);
            return;
        }
        if (request instanceof Request.Connect) {
            answer(pending, new Reply.Refused(Problem.ILLEGAL_STATE, "this connection is logged in already"));
            return;
        }
        server.counters().requests.increment();
        try {
            DefectAnswers.with(to.request(request), request, peer).thenAccept(reply -> answer(pending, reply));
        } catch (RuntimeException | Error e) { // a defect of the link; the memory must be released all the same
            answer(pending, DefectAnswers.to(request, peer, e));
        }
    }

    private void login(PendingRequest pending, Request request) {
        if (!(request instanceof Request.Connect connect)) {
            quota.requestAnswered(pending.cost(), pending.page());
            throw new Decoder.MalformedException("the first request is to be Connect");
        }
        state = ConnectionState.LOGIN;
        pauseReading();
        Link opened;
        try {
            Peer known = tls == null ? peer : tls.withCertifiedUser(peer, channel);
            quota.setUser(known.user(connect.user()));
            opened = server.source().open(known, delivering);
        } catch (LinkException e) {
            quota.requestAnswered(pending.cost(), pending.page());
            goodbye(String.valueOf(e.getMessage()));
            return;
        }
        link = opened;
        delivering.setLink(opened);
        DefectAnswers.with(opened.request(request), request, peer).thenAccept(reply -> {
            answer(pending, reply);
            ChannelTasks.execute(channel, () -> loggedIn(reply));
        });
    }

    private void loggedIn(Reply reply) {
        if (state != ConnectionState.LOGIN) {
            return;
        }
        if (reply instanceof Reply.Connected connected) {
            state = ConnectionState.OPEN;
            maxFrame = FrameLimits.afterLogin(connected.maxMessage());
            server.loggedIn(this);
            loginTimeout.cancel(false);
            resumeReading();
            return;
        }
        server.counters().loginsFailed.increment();
        goodbye(reply instanceof Reply.Refused refused ? refused.reason() : "the login failed");
    }

    /** Called by any thread. */
    private void answer(PendingRequest pending, Reply reply) {
        delivering.answer(pending.number(), reply, pending.ahead() && !(reply instanceof Reply.Refused));
        quota.requestAnswered(pending.cost(), pending.page());
        if (paused || clientLeft) {
            outflow.wake(); // the event loop checks whether it can resume reading or close
        }
    }

    private void pause(String why) {
        pauseReading();
        server.counters().pauses.increment();
        if (!pauseLogged) {
            pauseLogged = true;
            LOG.info("{} is slowed: {}; further pauses of this connection are only counted", peer, why);
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
        try {
            Round.run(reader::resume);
        } catch (RuntimeException e) {
            failed(e);
        }
        if (!reader.isPaused()) {
            channel.config().setAutoRead(true);
        }
    }

    /** Other connections of the event loop come first. */
    @Override
    public boolean yields() {
        channel.config().setAutoRead(false);
        channel.eventLoop().execute(this::nextRound);
        return true;
    }

    private void nextRound() {
        if (!paused && state != ConnectionState.LEAVING) {
            resumeReading();
        }
    }

    private void memoryGranted() {
        quota.granted();
        if (state == ConnectionState.OPEN || state == ConnectionState.GREETED) {
            resumeReading();
        }
    }

    /** Called by any thread. */
    private void written(long bytes, boolean byLoop) {
        server.counters().bytesOut.add(bytes);
        delivering.updateReady();
        if (byLoop) {
            goOn();
        } else if (paused || clientLeft) {
            outflow.wake();
        }
    }

    /** Called after frames were written or a request was answered. */
    private void goOn() {
        if (state == ConnectionState.OPEN
                && paused
                && !quota.isWaiting()
                && quota.isHalfEmpty()
                && delivering.isReady()) {
            resumeReading();
        }
        if (clientLeft && released && quota.requests() == 0) {
            outflow.end();
        }
    }

    private void tick(long passed) {
        String late = frameTime.passed(reader, paused ? 0 : passed);
        if (late != null) {
            drop(late);
        }
    }

    private void heartbeatMissed() {
        drop("nothing was heard for " + heartbeat.timeoutMillis() + " ms");
    }

    private void drop(String why) {
        server.counters().dropped.increment();
        LOG.info("{} is disconnected: {}", peer, why);
        goodbye(why);
    }

    /**
     * Handles a GOODBYE of the client: its open requests are answered and its link is ended, then the socket is closed. So
     * the client's close returns when its client identifier is free.
     */
    private void clientLeft() {
        leave();
        clientLeft = true;
        Link left = link;
        if (left == null) {
            released = true;
        } else {
            left.close();
            left.released().thenRun(() -> {
                released = true;
                outflow.wake();
            });
        }
        ChannelTasks.closeIn(channel, server.options().times().closing());
        outflow.wake();
    }

    /** Sends a GOODBYE with the reason, waits for the client to close the socket, and closes it after a time. */
    private void goodbye(String why) {
        if (leaves()) {
            outflow.goodbye(why);
            ChannelTasks.closeIn(
                    channel, Math.min(LEAVING_MILLIS, server.options().times().closing()));
        }
    }

    /** Returns false if it has left before. */
    private boolean leaves() {
        if (state == ConnectionState.NEW) {
            channel.close();
        }
        boolean isThere = state != ConnectionState.LEAVING;
        if (isThere) {
            leave();
        }
        return isThere;
    }

    private void leave() {
        state = ConnectionState.LEAVING;
        reader.close();
        quota.close();
        heartbeat.pause(true);
        channel.config().setAutoRead(true);
    }

    /**
     * Reads no more requests, answers the pending ones, then sends a GOODBYE with the reason. Any thread may call.
     *
     * @return completes when the socket is closed
     */
    ChannelFuture shutDown(String why) {
        ChannelTasks.execute(channel, () -> finish(why));
        return channel.closeFuture();
    }

    private void finish(String why) {
        if (leaves()) {
            awaitAnswers(why);
            ChannelTasks.closeIn(channel, server.options().times().closing());
        }
    }

    private void awaitAnswers(String why) {
        if (quota.requests() == 0) {
            outflow.goodbye(why);
            ChannelTasks.closeIn(
                    channel, Math.min(LEAVING_MILLIS, server.options().times().closing()));
        } else if (channel.isActive()) {
            ChannelTasks.schedule(channel, () -> awaitAnswers(why), 10, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outflow.wake();
        context.fireChannelWritabilityChanged();
    }

    @Override
    void failed(Throwable cause) {
        if (cause instanceof Decoder.MalformedException) {
            drop("not understood: " + cause.getMessage());
        } else if (tls != null && ServerTls.exceeded(cause) != null) {
            abort(String.valueOf(ServerTls.exceeded(cause)));
        } else if (tls != null && state == ConnectionState.NEW) {
            LOG.info("{} is disconnected: {}", peer, ServerTls.reason(cause));
            channel.close();
        } else {
            LOG.debug("{} fails", peer, cause);
            channel.close();
        }
    }

    /** Closes without a GOODBYE, which TLS would not carry any more, and reads nothing meanwhile. */
    private void abort(String why) {
        if (state != ConnectionState.LEAVING) {
            server.counters().dropped.increment();
            LOG.info("{} is disconnected: {}", peer, why);
            leave();
        }
        channel.config().setAutoRead(false);
        channel.close();
    }

    @Override
    void ended() {
        state = ConnectionState.LEAVING;
        reader.close();
        quota.close();
        outflow.close();
        loginTimeout.cancel(false);
        Link left = link;
        if (left != null && !clientLeft) {
            left.lose();
        }
    }
}
