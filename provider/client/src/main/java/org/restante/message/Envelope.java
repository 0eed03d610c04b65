package org.restante.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One encoded message: its decoded header, and the bytes of the whole message. Immutable, so any thread may read it.
 *
 * <p>Layout, big-endian ({@code string} and {@code varint} as {@link Encoder} writes them):
 *
 * <pre>
 * | version u8 | flags u8 | body kind u8 | priority u8 | id: store i32, connection i64, number i64 |
 * | timestamp i64 | expiration i64 | delivery time i64 | destination string |
 * | correlation string, if flag 2 | reply-to string, if flag 4 | type string, if flag 8 |
 * | length of properties varint | properties | body, to the end, if flag 16 |
 * </pre>
 *
 * Flag 1: persistent; flag 32: the correlation was set as bytes. The trap: the bytes are shared, not copied; do not
 * write into them.
 */
public final class Envelope {

    private static final int VERSION = 1;
    private static final int PERSISTENT = 1;
    private static final int CORRELATION = 2;
    private static final int REPLY_TO = 4;
    private static final int TYPE = 8;
    private static final int BODY = 16;
    private static final int CORRELATION_BINARY = 32;

    /** The bytes of version, flags, kind, priority, identifier and times. */
    private static final int BEFORE_DESTINATION = 4 + 20 + 24;

    /** The length of a block of properties without any property: the count alone. */
    private static final int NO_PROPERTIES = 1;

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final Header header;
    private final BodyKind bodyKind;
    private final int properties;
    private final int body;

    /** Encodes a message. A null body differs from an empty one. */
    public static Envelope of(
            Header header, Map<String, ? extends @Nullable Object> properties, BodyKind kind, byte @Nullable [] body) {
        Encoder props = new Encoder(16 + 32 * properties.size());
        Values.writeMap(props, properties);
        Encoder out = new Encoder(160 + props.size() + (body == null ? 0 : body.length));
        writeHeader(out, header, kind, body != null);
        out.blob(props.toBytes());
        if (body != null) {
            out.raw(body, 0, body.length);
        }
        return decode(out.toBytes());
    }

    /** A copy with the same body, another header and other properties. */
    public Envelope with(Header otherHeader, Map<String, ? extends @Nullable Object> otherProperties) {
        byte[] copy = body < 0 ? null : Arrays.copyOfRange(bytes, body, offset + length);
        return of(otherHeader, otherProperties, bodyKind, copy);
    }

    public static Envelope decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /**
     * Decodes an envelope in place, without copying the bytes.
     *
     * @throws Decoder.MalformedException if the bytes are not an envelope
     */
    public static Envelope decode(byte[] bytes, int offset, int length) {
        return new Envelope(bytes, offset, length);
    }

    /**
     * Decodes an envelope in place, as a part of a larger array.
     *
     * @throws Decoder.MalformedException if the bytes are not an envelope
     */
    public static Envelope read(Decoder in, int length) {
        return decode(in.bytes(), in.take(length), length);
    }

    private Envelope(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        Decoder in = new Decoder(bytes, offset, length);
        int version = in.u8();
        if (version != VERSION) {
            throw new Decoder.MalformedException(
                    "the message has version " + version + "; this release reads version " + VERSION);
        }
        int flags = in.u8();
        bodyKind = BodyKind.of(in.u8());
        header = readHeader(in, flags);
        properties = in.position();
        in.take(in.count());
        body = (flags & BODY) != 0 ? in.position() : -1;
    }

    private static void writeHeader(Encoder out, Header header, BodyKind kind, boolean hasBody) {
        Correlation correlation = header.correlation();
        Address replyTo = header.replyTo();
        String type = header.type();
        int flags = (header.persistent() ? PERSISTENT : 0)
                | (correlation != null ? CORRELATION : 0)
                | (correlation != null && correlation.binary() ? CORRELATION_BINARY : 0)
                | (replyTo != null ? REPLY_TO : 0)
                | (type != null ? TYPE : 0)
                | (hasBody ? BODY : 0);
        MessageId id = header.id();
        out.u8(VERSION).u8(flags).u8(kind.code()).u8(header.priority());
        out.i32(id.store()).i64(id.connection()).i64(id.number());
        out.i64(header.timestamp()).i64(header.expiration()).i64(header.deliveryTime());
        out.string(header.destination().toString());
        if (correlation != null) {
            out.string(correlation.text());
        }
        if (replyTo != null) {
            out.string(replyTo.toString());
        }
        if (type != null) {
            out.string(type);
        }
    }

    private static Header readHeader(Decoder in, int flags) {
        int priority = in.u8();
        MessageId id = new MessageId(in.i32(), in.i64(), in.i64());
        long timestamp = in.i64();
        long expiration = in.i64();
        long deliveryTime = in.i64();
        Address destination = address(in.string());
        Correlation correlation =
                (flags & CORRELATION) == 0 ? null : new Correlation(in.string(), (flags & CORRELATION_BINARY) != 0);
        Address replyTo = (flags & REPLY_TO) == 0 ? null : address(in.string());
        String type = (flags & TYPE) == 0 ? null : in.string();
        if (priority > 9) {
            throw new Decoder.MalformedException("the priority is " + priority + "; 9 is the highest");
        }
        boolean persistent = (flags & PERSISTENT) != 0;
        return new Header(
                id, destination, persistent, priority, timestamp, expiration, deliveryTime, correlation, replyTo, type);
    }

    /**
     * The destination of an envelope of which only the beginning may be there.
     *
     * @throws Decoder.MalformedException if its bytes end before
     */
    public static Address destination(Decoder in) {
        in.take(BEFORE_DESTINATION);
        return address(in.string());
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Decoder.MalformedException(String.valueOf(e.getMessage()));
        }
    }

    public Header header() {
        return header;
    }

    public MessageId id() {
        return header.id();
    }

    public BodyKind bodyKind() {
        return bodyKind;
    }

    /** The properties in the order in which they were set, decoded at each call. */
    public Map<String, @Nullable Object> properties() {
        return Values.readMap(propertyBlock());
    }

    /** Whether any property is set. */
    public boolean hasProperties() {
        return bytes[properties] != NO_PROPERTIES;
    }

    /** The value of one property, found without decoding the others; null if it is not set, or set to null. */
    public @Nullable Object property(String name) {
        if (!hasProperties()) {
            return null;
        }
        Decoder in = propertyBlock();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            if (in.isString(name)) {
                return Values.read(in);
            }
            Values.skip(in);
        }
        return null;
    }

    /** Whether the name of any property starts with this word, which must be ASCII. */
    public boolean hasPropertyStarting(String start) {
        if (!hasProperties()) {
            return false;
        }
        Decoder in = propertyBlock();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            if (in.isStringStarting(start)) {
                return true;
            }
            Values.skip(in);
        }
        return false;
    }

    private Decoder propertyBlock() {
        Decoder in = new Decoder(bytes, properties, offset + length - properties);
        int size = in.count();
        return new Decoder(bytes, in.position(), size);
    }

    /**
     * Checks the properties and the body, which decoding does not read. Call it for bytes from outside.
     *
     * @throws Decoder.MalformedException if they are not a valid encoding; the message names the fault
     */
    public void check() {
        EnvelopeCheck.properties(propertyBlock());
        EnvelopeCheck.body(bodyKind, body < 0 ? null : new Decoder(bytes, body, offset + length - body));
    }

    /** The body's bytes, read-only; null if there is none. */
    public @Nullable ByteBuffer body() {
        return body < 0
                ? null
                : ByteBuffer.wrap(bytes, body, offset + length - body).slice().asReadOnlyBuffer();
    }

    /** The size of the encoding, in bytes. */
    public int size() {
        return length;
    }

    /** The whole encoding, read-only and not copied. */
    public ByteBuffer encoded() {
        return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
    }

    public void encodeTo(Encoder out) {
        out.raw(bytes, offset, length);
    }

    @Override
    public String toString() {
        return header.id() + " to " + header.destination() + ", " + bodyKind + " of " + length + " bytes";
    }
}
