package org.restante.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.restante.message.Encoder;
import org.restante.message.Envelope;

/**
 * Frames that wait, in order, and their cut into pieces of at most 64 KiB. So small frames share a piece, and a large message is copied
 * straight from its envelope. Any thread adds frames; one thread at a time takes pieces.
 */
final class FrameQueue {

    private static final int PIECE = 64 << 10;

    /** The largest size of length, kind and number, in bytes. */
    private static final int PREFIX = 15;

    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    // Of the thread that takes pieces.
    private @Nullable Frame current;
    private int headWritten;
    private @Nullable ByteBuffer tail;
    private long taken;

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

    void add(FrameKind kind, long number, byte[] head, @Nullable Envelope end) {
        Frame frame = new Frame(kind, number, head, end);
        bytes.addAndGet(frame.size());
        frames.add(frame);
    }

    /** The bytes of frames, or parts of them, that no piece has taken. */
    long bytes() {
        return bytes.get();
    }

    void clear() {
        frames.clear();
        current = null;
        tail = null;
        bytes.set(0);
    }

    /** Whether frames were added that no piece has begun. Any thread may call. */
    boolean isWaiting() {
        return !frames.isEmpty();
    }

    /** How many frames were begun. */
    long taken() {
        return taken;
    }

    boolean hasNext() {
        if (current == null) {
            current = frames.poll();
            taken += current == null ? 0 : 1;
            headWritten = -1;
            tail = null;
        }
        return current != null;
    }

    /** The next piece; to be released. */
    ByteBuf next(ByteBufAllocator memory) {
        ByteBuf piece = memory.ioBuffer((int) Math.min(PIECE, bytes.get()));
        fill(piece);
        return piece;
    }

    private void fill(ByteBuf piece) {
        while (hasNext() && current != null) {
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
