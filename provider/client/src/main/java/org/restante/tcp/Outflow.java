package org.restante.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.restante.message.Encoder;
import org.restante.thread.Round;

/**
 * The outbound queue of frames of a socket, in order. Any thread adds frames; the channel's event loop writes them: all
 * that the socket accepts, with one flush.
 *
 * <p>A frame for a socket without TLS to which nothing was written for 50 microseconds is written by the thread that adds
 * it, because waking the event loop takes longer than the write. When frames come faster, the event loop collects them.
 *
 * <p>The trap: the queue has no bound of its own. Code that adds frames must check {@link #bytes}.
 */
public final class Outflow {

    private static final long QUIET_NANOS = 50_000;
    private static final int MAX_DIRECT = 16 << 10;
    private static final int MAX_DIRECT_OF_ROUND = 2;
    private static final int FEW = 2;
    private static final int MAX_LATE = 32;

    /** How long a late frame waits for others, in milliseconds. */
    static final int LATE_MILLIS = 2;

    /** Is called after each attempt to write. */
    public interface Listener {

        Listener NONE = (bytes, byLoop) -> {};

        /**
         * An attempt to write has ended.
         *
         * @param bytes how many were passed to the socket or to Netty
         * @param byLoop whether this is the event loop; another thread otherwise
         */
        void attempted(long bytes, boolean byLoop);
    }

    private final Channel channel;
    private final Listener listener;
    private final FrameQueue frames = new FrameQueue();
    private final Runnable sending = this::send;
    private final Runnable waking;
    private final AtomicBoolean added = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean timed = new AtomicBoolean();
    private final AtomicInteger late = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean ending;
    private final AtomicLong total = new AtomicLong();
    private volatile long lastWrite = System.nanoTime();
    private volatile boolean collects;

    /** Held by the thread that takes frames. */
    private final ReentrantLock turn = new ReentrantLock();

    /** The socket, while Netty has nothing left to write to it; set in turn. */
    private volatile @Nullable SocketChannel direct;

    /** What a direct write has left over; guarded by turn. */
    private @Nullable ByteBuf rest;

    /** Creates an empty queue. */
    public Outflow(Channel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
        Runnable drain = this::drain;
        this.waking = () -> ChannelTasks.execute(channel, drain);
    }

    /** Adds a frame; does nothing after {@link #close}. */
    public void add(FrameKind kind, long number, WireCodec.Encoded body) {
        if (!closed) {
            frames.add(kind, number, body.head(), body.tail());
            if (added.compareAndSet(false, true)) {
                Round.atEnd(sending);
            }
        }
    }

    /** Adds a frame that waits for others, but at most {@link #LATE_MILLIS}; does nothing after {@link #close}. */
    public void addLate(FrameKind kind, long number, WireCodec.Encoded body) {
        if (late.incrementAndGet() >= MAX_LATE) {
            add(kind, number, body);
        } else if (!closed) {
            frames.add(kind, number, body.head(), body.tail());
            if (timed.compareAndSet(false, true)) {
                ChannelTasks.schedule(channel, this::endLate, LATE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void endLate() {
        timed.set(false);
        if (frames.isWaiting()) {
            drain();
        }
    }

    void ping(long everyMillis) {
        add(FrameKind.PING, everyMillis, new WireCodec.Encoded(new byte[0], null));
    }

    /** Adds the last frame, a GOODBYE. */
    public void goodbye(String reason) {
        byte[] text = new Encoder(reason.length() + 8).string(reason).toBytes();
        add(FrameKind.GOODBYE, 0, new WireCodec.Encoded(text, null));
    }

    /** The bytes of frames that are not in the socket's buffers yet. */
    public long bytes() {
        return frames.bytes();
    }

    /** The bytes passed to the socket's buffers so far. */
    public long total() {
        return total.get();
    }

    /** Schedules writing on the event loop, at the end of the caller's {@link Round}; nothing is written if the loop has ended. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            Round.atEnd(waking);
        }
    }

    /** Closes the socket after all added frames are written. */
    public void end() {
        if (!ending) {
            ending = true;
            wake();
        }
    }

    /** Drops all frames, because the socket is closed. */
    public void close() {
        closed = true;
        direct = null;
        dropIfClosed();
    }

    /** Writes the added frames on this thread, or has the event loop do it. */
    private void send() {
        added.set(false);
        if (direct != null && isQuiet() && turn.tryLock()) {
            long before = total.get();
            try {
                writeDirectly();
            } catch (IOException | RuntimeException | Error e) { // a frame may be half written
                direct = null;
                ChannelTasks.execute(channel, () -> fail(e));
            } finally {
                turn.unlock();
            }
            listener.attempted(total.get() - before, false);
            dropIfClosed();
        }
        if (frames.isWaiting() || direct == null) {
            wake();
        }
    }

    private boolean isQuiet() {
        return !collects
                && frames.bytes() <= MAX_DIRECT
                && Round.ended() < MAX_DIRECT_OF_ROUND
                && System.nanoTime() - lastWrite > QUIET_NANOS
                && !channel.eventLoop().inEventLoop();
    }

    private void writeDirectly() throws IOException {
        SocketChannel socket = direct;
        if (socket == null || !frames.hasNext()) {
            return;
        }
        late.set(0);
        long before = frames.taken();
        ByteBuf piece = frames.next(channel.alloc());
        rest = piece;
        total.addAndGet(piece.readableBytes());
        piece.readBytes(socket, piece.readableBytes());
        lastWrite = System.nanoTime();
        collects = frames.taken() - before > FEW;
        if (piece.isReadable() || frames.hasNext()) {
            direct = null;
        }
        if (!piece.isReadable()) {
            rest = null;
            piece.release();
        }
    }

    private void drain() {
        woken.set(false);
        if (!turn.tryLock()) {
            wake(); // another thread writes, which takes no longer than copying into the socket's buffer
            return;
        }
        long before = total.get();
        try {
            if (!closed) {
                write();
            }
        } catch (RuntimeException | Error e) { // a frame may be half written; the other side must not wait for the rest
            fail(e);
        } finally {
            turn.unlock();
        }
        dropIfClosed();
        if (!closed) {
            listener.attempted(total.get() - before, true);
        }
    }

    /** A write has failed. Behind the {@link #close} its owner knows already that the socket is closed. */
    void fail(Throwable cause) {
        if (!closed) {
            channel.pipeline().fireExceptionCaught(cause);
            channel.close();
        }
    }

    private void write() {
        ByteBuf first = rest;
        rest = null;
        late.set(0);
        long before = frames.taken();
        boolean wrote = first != null;
        if (first != null) {
            channel.write(first, channel.voidPromise());
        }
        while (channel.isWritable() && frames.hasNext()) {
            ByteBuf piece = frames.next(channel.alloc());
            total.addAndGet(piece.readableBytes());
            channel.write(piece, channel.voidPromise());
            wrote = true;
        }
        if (wrote) {
            channel.flush();
            collects = frames.taken() - before > FEW;
            lastWrite = System.nanoTime();
        }
        boolean empty = !frames.hasNext();
        direct = empty && !ending ? socketIfIdle() : null;
        if (!empty && channel.isWritable()) {
            wake(); // a frame was added after the last look, and its thread found the turn taken
        } else if (ending && empty) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private @Nullable SocketChannel socketIfIdle() {
        ChannelOutboundBuffer left = channel.unsafe().outboundBuffer();
        boolean idle = left != null && left.totalPendingWriteBytes() == 0 && left.isEmpty();
        return idle && channel.pipeline().get(SslHandler.class) == null ? ChannelTasks.stream(channel) : null;
    }

    private void dropIfClosed() {
        if (closed && turn.tryLock()) {
            try {
                frames.clear();
                if (rest != null) {
                    rest.release();
                    rest = null;
                }
            } finally {
                turn.unlock();
            }
        }
    }
}
