package org.restante.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.thread.Round;

/**
 * The outbound queue of frames of a socket, in order. Any thread adds frames; the channel's event loop writes them: all
 * that the socket accepts, in pieces of at most 64 KiB and with one flush. So small frames share a piece, and a large
 * message is copied straight from its envelope into the socket's buffers.
 *
 * <p>The trap: the queue has no bound of its own. Code that adds frames must check {@link #bytes}.
 */
public final class Outflow {

    private static final int PIECE = 64 << 10;

    /** The largest size of length, kind and number, in bytes. */
    private static final int PREFIX = 15;

    private final Channel channel;
    private final Runnable written;
    private final Runnable draining;
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closed;

    // Owned by the event loop.
    private @Nullable Frame current;
    private int headWritten;
    private @Nullable ByteBuffer tail;
    private long total;
    private boolean ending;

    private record Frame(
            FrameKind kind,
            long number,
            byte[] head,
            @Nullable Envelope tail) {
        int length() {
            return head.length + (tail == null ? 0 : tail.size());
        }

        /** The size for {@link #bytes}. */
        int size() {
            return PREFIX + length();
        }
    }

    /**
     * Creates an empty queue.
     *
     * @param written called on the event loop after each attempt to write
     */
    public Outflow(Channel channel, Runnable written) {
        this.channel = channel;
        this.written = written;
        Runnable drain = this::drain;
        this.draining = () -> ChannelTasks.execute(channel, drain);
    }

    /** Adds a frame; does nothing after {@link #close}. */
    public void add(FrameKind kind, long number, WireCodec.Encoded body) {
        add(new Frame(kind, number, body.head(), body.tail()));
    }

    void ping(long everyMillis) {
        add(new Frame(FrameKind.PING, everyMillis, new byte[0], null));
    }

    /** Adds the last frame, a GOODBYE. */
    public void goodbye(String reason) {
        add(new Frame(
                FrameKind.GOODBYE,
                0,
                new Encoder(reason.length() + 8).string(reason).toBytes(),
                null));
    }

    private void add(Frame frame) {
        if (closed) {
            return;
        }
        bytes.addAndGet(frame.size());
        frames.add(frame);
        wake();
    }

    /** The bytes of frames that are not in the socket's buffers yet. */
    public long bytes() {
        return bytes.get();
    }

    /** The bytes passed to the socket's buffers so far. For the event loop. */
    public long total() {
        return total;
    }

    /** Schedules writing on the event loop, at the end of the caller's {@link Round}; nothing is written if the loop has ended. */
    public void wake() {
        if (scheduled.compareAndSet(false, true)) {
            Round.atEnd(draining);
        }
    }

    /** Closes the socket after all added frames are written. For the event loop. */
    public void end() {
        if (!ending) {
            ending = true;
            wake();
        }
    }

    /** Drops all frames, because the socket is closed. For the event loop. */
    public void close() {
        closed = true;
        frames.clear();
        current = null;
        tail = null;
        bytes.set(0);
    }

    private void drain() {
        scheduled.set(false);
        if (closed) {
            return;
        }
        try {
            write();
        } catch (RuntimeException | Error e) { // a frame may be half written; the other side must not wait for the rest
            channel.pipeline().fireExceptionCaught(e);
            channel.close();
        }
    }

    private void write() {
        boolean wrote = false;
        while (channel.isWritable() && hasCurrent()) {
            ByteBuf piece = channel.alloc().ioBuffer((int) Math.min(PIECE, bytes.get()));
            fill(piece);
            total += piece.readableBytes();
            channel.write(piece, channel.voidPromise());
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
        if (ending && !hasCurrent()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        written.run();
    }

    private boolean hasCurrent() {
        if (current == null) {
            current = frames.poll();
            headWritten = -1;
            tail = null;
        }
        return current != null;
    }

    private void fill(ByteBuf piece) {
        while (hasCurrent() && current != null) {
            if (headWritten < 0 && !begin(current, piece)) {
                return;
            }
            int part = Math.min(piece.writableBytes(), current.head().length - headWritten);
            piece.writeBytes(current.head(), headWritten, part);
            headWritten += part;
            int done = part + writeTail(current, piece);
            bytes.addAndGet(-done);
            if (headWritten < current.head().length || (tail != null && tail.hasRemaining())) {
                return;
            }
            current = null;
        }
    }

    /** Writes length, kind and number. Returns false if the piece has no space for them. */
    private boolean begin(Frame frame, ByteBuf piece) {
        if (piece.writableBytes() < PREFIX) {
            return false;
        }
        byte[] number = new Encoder(10).varint(frame.number()).toBytes();
        piece.writeInt(1 + number.length + frame.length())
                .writeByte(frame.kind().number());
        piece.writeBytes(number);
        headWritten = 0;
        bytes.addAndGet(-PREFIX);
        return true;
    }

    private int writeTail(Frame frame, ByteBuf piece) {
        Envelope message = frame.tail();
        if (message == null || headWritten < frame.head().length) {
            return 0;
        }
        ByteBuffer from = tail == null ? message.encoded() : tail;
        tail = from;
        int part = Math.min(piece.writableBytes(), from.remaining());
        int end = from.limit();
        from.limit(from.position() + part);
        piece.writeBytes(from);
        from.limit(end);
        return part;
    }
}
