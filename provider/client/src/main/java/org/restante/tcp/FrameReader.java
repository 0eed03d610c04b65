package org.restante.tcp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.restante.message.Decoder;

/**
 * Cuts what comes in over a socket into the preamble and frames:
 *
 * <pre>
 * | length i32, of all that follows | kind u8 | number varint | body |
 * </pre>
 *
 * Each frame gets a byte array of its own, in which what it carries stays. Owned by the channel's event loop.
 *
 * <p>The trap: nothing is allocated for a frame before the sink has admitted its length.
 */
public final class FrameReader {

    /** The smallest frame: its kind and a number. */
    private static final int MIN_LENGTH = 2;

    private final Sink sink;
    private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>();
    private byte[] head = new byte[Preamble.SIZE];
    private int headFilled;
    private boolean greeted;
    private byte @Nullable [] frame;
    private int filled;
    private boolean paused;
    private boolean running;
    private boolean closed;

    /** What the bytes turn out to be. Both sides throw {@link Decoder.MalformedException} for what they do not take. */
    public interface Sink {
        /** The other side's first bytes. */
        void preamble(byte[] bytes);

        /** Whether a frame of this length may be read now; if not, nothing more is until {@link FrameReader#resume}, then asks again. */
        boolean admits(int length);

        void frame(FrameKind kind, long number, byte[] bytes, int offset, int length);
    }

    public FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** Takes bytes over. */
    public void read(ByteBuf in) {
        if (closed) {
            in.release();
            return;
        }
        unread.add(in);
        proceed();
    }

    /** Leaves what is unread until {@link #resume}. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        proceed();
    }

    /** Forgets what is unread and takes no more. */
    public void close() {
        closed = true;
        unread.forEach(ByteBuf::release);
        unread.clear();
        frame = null;
    }

    /** The length of the frame that has begun and is not complete; 0 if there is none. */
    public int begun() {
        return frame == null ? 0 : frame.length;
    }

    /** The first bytes, as far as they have come, while the preamble is not complete. */
    byte[] beginning() {
        return greeted ? new byte[0] : Arrays.copyOf(head, headFilled);
    }

    private void proceed() {
        if (running) {
            return; // the sink resumed from within
        }
        running = true;
        try {
            boolean more = true;
            while (more && !paused && !closed) {
                more = step();
            }
        } finally {
            running = false;
        }
    }

    private boolean step() {
        if (frame == null) {
            headFilled += take(head, headFilled);
            return headFilled == head.length && begin();
        }
        filled += take(frame, filled);
        if (filled < frame.length) {
            return false;
        }
        byte[] whole = frame;
        frame = null;
        Decoder in = new Decoder(whole);
        FrameKind kind = FrameKind.of(in.u8());
        long number = in.varint();
        sink.frame(kind, number, whole, in.position(), in.remaining());
        return true;
    }

    /** The preamble, or the length of a frame, is complete. */
    private boolean begin() {
        if (!greeted) {
            greeted = true;
            byte[] preamble = head;
            head = new byte[Integer.BYTES];
            headFilled = 0;
            sink.preamble(preamble);
            return true;
        }
        int length = new Decoder(head).i32();
        if (length < MIN_LENGTH) {
            throw new Decoder.MalformedException("a frame of " + length + " bytes; none is shorter than " + MIN_LENGTH);
        }
        if (!sink.admits(length)) {
            paused = true;
            return false;
        }
        frame = new byte[length];
        filled = 0;
        headFilled = 0;
        return true;
    }

    /** Fills an array up as far as what is unread goes; says by how much. */
    private int take(byte[] to, int from) {
        int at = from;
        ByteBuf next = unread.peek();
        while (next != null && at < to.length) {
            int part = Math.min(next.readableBytes(), to.length - at);
            next.readBytes(to, at, part);
            at += part;
            if (!next.isReadable()) {
                unread.remove().release();
            }
            next = unread.peek();
        }
        return at - from;
    }
}
