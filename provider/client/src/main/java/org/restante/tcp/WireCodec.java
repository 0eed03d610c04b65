package org.restante.tcp;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;

/**
 * The bytes of requests, replies and events, as {@code docs/protocol.md} draws them. Any thread may use it.
 *
 * <p>Bytes that no encoder writes end in {@link Decoder.MalformedException} and nothing else. The trap: a decoded value holds parts of
 * the bytes, so nobody may write into them afterwards.
 */
public final class WireCodec {

    private WireCodec() {}

    /**
     * The content of a frame.
     *
     * @param head to be written first
     * @param tail to be written behind it, without a copy, up to the end of the frame; null for none
     */
    public record Encoded(byte[] head, @Nullable Envelope tail) {

        /** The size of both, in bytes. */
        public int size() {
            return head.length + (tail == null ? 0 : tail.size());
        }
    }

    public static Encoded encode(Request request) {
        Encoder out = new Encoder(64);
        RequestCodec.KINDS.write(out, request);
        return new Encoded(out.toBytes(), tail(request));
    }

    private static @Nullable Envelope tail(Request request) {
        Request asked = request instanceof Request.Once once ? once.request() : request;
        return asked instanceof Request.Send send ? send.message() : null;
    }

    public static Encoded encode(Reply reply) {
        Encoder out = new Encoder(64);
        ReplyCodec.KINDS.write(out, reply);
        return new Encoded(out.toBytes(), null);
    }

    /**
     * The bytes of an event.
     *
     * @throws IllegalArgumentException for an event that does not cross the wire
     */
    public static Encoded encode(Event event) {
        Encoder out = new Encoder(32);
        EventCodec.KINDS.write(out, event);
        return new Encoded(out.toBytes(), event instanceof Event.Delivery delivery ? delivery.message() : null);
    }

    /** Reads a request; its messages are checked whole, because they come from outside. */
    public static Request decodeRequest(byte[] bytes, int offset, int length) {
        return decode(bytes, offset, length, RequestCodec.KINDS::read);
    }

    public static Reply decodeReply(byte[] bytes, int offset, int length) {
        return decode(bytes, offset, length, ReplyCodec.KINDS::read);
    }

    public static Event decodeEvent(byte[] bytes, int offset, int length) {
        return decode(bytes, offset, length, EventCodec.KINDS::read);
    }

    private static <T> T decode(byte[] bytes, int offset, int length, Function<Decoder, T> read) {
        Decoder in = new Decoder(bytes, offset, length);
        T value;
        try {
            value = read.apply(in);
        } catch (IllegalArgumentException e) { // thrown by the constructor of a record
            Decoder.MalformedException malformed = new Decoder.MalformedException(String.valueOf(e.getMessage()));
            malformed.initCause(e);
            throw malformed;
        }
        if (in.remaining() > 0) {
            throw new Decoder.MalformedException(in.remaining() + " bytes are left behind "
                    + value.getClass().getSimpleName());
        }
        return value;
    }
}
