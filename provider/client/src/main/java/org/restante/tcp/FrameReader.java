package org.restante.tcp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.restante.message.Decoder;

/**
 * Splits the bytes of a socket into the preamble and frames:
 *
 * <pre>
 * | length i32, of all that follows | kind u8 | number varint | body |
 * </pre>
 *
 * Each frame gets a byte array of its own, which its decoded messages keep using. Owned by the channel's event loop.
 *
 * <p>The trap: nothing is allocated for a frame before the sink has admitted its length.
 */
public final class FrameReader {

    /** The smallest frame: its kind and a number. */
    private static final int MIN_LENGTH = 2;

    /** The bytes for which a frame takes memory before any of it has arrived; then twice what has arrived. */
    public static final int FIRST_BYTES = 64 << 10;

    /** The most frames that are passed on before a sink may let others come first. */
    public static final int ROUND = 32;

    private final Sink sink;
    private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>();
    private byte[] head = new byte[Preamble.SIZE];
    private int headFilled;
    private boolean greeted;
    private byte @Nullable [] frame;
    private int length;
    private int filled;
    private boolean begun;
    private boolean skipping;
    private int frames;
    private long skippedNumber;
    private boolean paused;
    private boolean running;
    private boolean closed;

    /** Receives the preamble and the frames. Its methods throw {@link Decoder.MalformedException} for invalid input. */
    public interface Sink {
        /** Called with the other side's first bytes. */
        void preamble(byte[] bytes);

        /**
         * Whether a frame of this length may be read now. If not, reading pauses until {@link FrameReader#resume},
         * which asks again.
         */
        boolean admits(int length);

        /**
         * Whether the frame that is being read may take so many bytes of memory now. If not, reading pauses until {@link
         * FrameReader#resume}, which asks again.
         */
        default boolean grows(int bytes) {
            return true;
        }

        /**
         * Called when the first bytes of a long frame have arrived, before it takes more memory. Whether it is to be read; if not, the
         * rest of it is skipped.
         *
         * @param arrived the bytes of the body that have arrived
         * @param length the bytes of the whole body
         */
        default boolean begins(FrameKind kind, byte[] bytes, int offset, int arrived, int length) {
            return true;
        }

        /** The last byte of a frame has arrived that was not to be read. */
        default void skipped(long number) {}

        /**
         * Asked after each {@link FrameReader#ROUND} frames that arrived together. Whether others come first; then reading pauses until
         * {@link FrameReader#resume}.
         */
        default boolean yields() {
            return false;
        }

        void frame(FrameKind kind, long number, byte[] bytes, int offset, int length);
    }

    public FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** Reads bytes and releases the buffer. */
    public void read(ByteBuf in) {
        if (closed) {
            in.release();
            return;
        }
        unread.add(in);
        proceed();
    }

    /** Stops reading until {@link #resume}; unread bytes stay. */
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        proceed();
    }

    public boolean isPaused() {
        return paused;
    }

    /** Releases unread bytes and ignores further ones. */
    public void close() {
        closed = true;
        unread.forEach(ByteBuf::release);
        unread.clear();
        frame = null;
    }

    /** The length of the incomplete frame, or the bytes of it while its length is incomplete; 0 if there is none. */
    public int begun() {
        return frame == null ? greeted ? headFilled : 0 : length;
    }

    /** The bytes of the incomplete frame that have arrived; 0 if there is none. */
    public int arrived() {
        int head = greeted ? headFilled : 0;
        return frame == null ? head : Integer.BYTES + filled;
    }

    /** The received bytes of an incomplete preamble; empty after it. */
    byte[] beginning() {
        return greeted ? new byte[0] : Arrays.copyOf(head, headFilled);
    }

    private void proceed() {
        if (running) {
            return; // the sink has called resume from a callback
        }
        running = true;
        frames = 0;
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
        if (skipping) {
            return skip();
        }
        filled += take(frame, filled);
        if (filled < frame.length) {
            return false;
        }
        if (filled < length) {
            return goOn(frame);
        }
        byte[] whole = frame;
        frame = null;
        Decoder in = new Decoder(whole);
        FrameKind kind = FrameKind.of(in.u8());
        long number = in.varint();
        sink.frame(kind, number, whole, in.position(), in.remaining());
        frames++;
        if (frames % ROUND == 0 && !paused && !closed && !unread.isEmpty()) {
            paused = sink.yields();
        }
        return true;
    }

    private boolean goOn(byte[] full) {
        if (begun) {
            return grow(full);
        }
        begun = true;
        Decoder in = new Decoder(full);
        FrameKind kind = FrameKind.of(in.u8());
        skippedNumber = in.varint();
        int body = length - in.position();
        skipping = !sink.begins(kind, full, in.position(), in.remaining(), body);
        return true;
    }

    private boolean skip() {
        ByteBuf next = unread.peek();
        while (next != null && filled < length) {
            int part = Math.min(next.readableBytes(), length - filled);
            next.skipBytes(part);
            filled += part;
            if (!next.isReadable()) {
                unread.remove().release();
            }
            next = unread.peek();
        }
        if (filled < length) {
            return false;
        }
        frame = null;
        skipping = false;
        sink.skipped(skippedNumber);
        return true;
    }

    private boolean grow(byte[] full) {
        int bytes = (int) Math.min(length, 2L * full.length);
        if (!sink.grows(bytes)) {
            paused = true;
            return false;
        }
        frame = Arrays.copyOf(full, bytes);
        return true;
    }

    /** Passes a complete preamble on, or begins a frame whose length is complete. Returns whether to continue. */
    private boolean begin() {
        if (!greeted) {
            greeted = true;
            byte[] preamble = head;
            head = new byte[Integer.BYTES];
            headFilled = 0;
            sink.preamble(preamble);
            return true;
        }
        int announced = new Decoder(head).i32();
        if (announced < MIN_LENGTH) {
            throw new Decoder.MalformedException("a frame of " + announced + " bytes; the shortest has " + MIN_LENGTH);
        }
        if (!sink.admits(announced)) {
            paused = true;
            return false;
        }
        length = announced;
        frame = new byte[Math.min(announced, FIRST_BYTES)];
        filled = 0;
        begun = false;
        headFilled = 0;
        return true;
    }

    /** Copies unread bytes into an array. Returns their number. */
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
