package org.restante.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.StreamMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.Values;

/**
 * A message with a sequence of values: written until {@link #reset}, read after it. Owned by one application thread at
 * a time.
 *
 * <p>The trap: a read that fails leaves the position where it was, and a byte array must be read in parts until a part
 * is shorter than the buffer.
 */
final class JmsStreamMessage extends JmsMessage implements StreamMessage {

    private static final int NONE = -1;

    private List<@Nullable Object> values = new ArrayList<>();
    private @Nullable Envelope source;
    private int next;

    /** The number of bytes read of the byte array at {@link #next}; {@link #NONE} before its first part. */
    private int partly = NONE;

    @Override
    BodyKind kind() {
        return BodyKind.STREAM;
    }

    @Override
    byte @Nullable [] encodeBody() {
        List<@Nullable Object> current = values();
        Encoder out = new Encoder(16 * current.size());
        for (Object value : current) {
            Values.write(out, value);
        }
        return out.toBytes();
    }

    @Override
    void decodeBody(Envelope envelope) {
        source = envelope;
    }

    @Override
    void forgetBody() {
        values = new ArrayList<>();
        source = null;
        next = 0;
        partly = NONE;
    }

    @Override
    @Nullable
    Object body() throws JMSException {
        throw new MessageFormatException("a stream message's body cannot be read as a whole; read it value by value");
    }

    private List<@Nullable Object> values() {
        Envelope from = source;
        if (from != null) {
            ByteBuffer body = from.body();
            Decoder in = new Decoder(body == null ? new byte[0] : Bodies.bytes(body));
            while (in.remaining() > 0) {
                values.add(Values.read(in));
            }
            source = null;
        }
        return values;
    }

    @Override
    public void reset() {
        next = 0;
        partly = NONE;
        setBodyReadOnly(true);
    }

    /** The value at the position, without moving it. */
    private @Nullable Object peek() throws JMSException {
        if (partly != NONE) {
            throw new MessageFormatException("a byte array is being read in parts; call readBytes until its end");
        }
        return current();
    }

    private @Nullable Object current() throws JMSException {
        if (!isBodyReadOnly()) {
            throw new MessageNotReadableException("the body is being written; call reset before reading it");
        }
        if (next >= values().size()) {
            throw new MessageEOFException("the body ends after " + next + " values");
        }
        return values().get(next);
    }

    private String position() {
        return "value " + (next + 1);
    }

    private void put(@Nullable Object value) throws JMSException {
        checkBodyWritable();
        values.add(value);
    }

    @Override
    public boolean readBoolean() throws JMSException {
        boolean value = Conversions.toBoolean(peek(), position());
        next++;
        return value;
    }

    @Override
    public byte readByte() throws JMSException {
        byte value = Conversions.toByte(peek(), position());
        next++;
        return value;
    }

    @Override
    public short readShort() throws JMSException {
        short value = Conversions.toShort(peek(), position());
        next++;
        return value;
    }

    @Override
    public char readChar() throws JMSException {
        char value = Conversions.toChar(peek(), position());
        next++;
        return value;
    }

    @Override
    public int readInt() throws JMSException {
        int value = Conversions.toInt(peek(), position());
        next++;
        return value;
    }

    @Override
    public long readLong() throws JMSException {
        long value = Conversions.toLong(peek(), position());
        next++;
        return value;
    }

    @Override
    public float readFloat() throws JMSException {
        float value = Conversions.toFloat(peek(), position());
        next++;
        return value;
    }

    @Override
    public double readDouble() throws JMSException {
        double value = Conversions.toDouble(peek(), position());
        next++;
        return value;
    }

    @Override
    public @Nullable String readString() throws JMSException {
        String value = Conversions.toText(peek(), position());
        next++;
        return value;
    }

    @Override
    public int readBytes(byte[] into) throws JMSException {
        Object value = current();
        if (value == null) {
            next++;
            return -1;
        }
        if (!(value instanceof byte[] bytes)) {
            throw new MessageFormatException(position() + " is a "
                    + value.getClass().getSimpleName() + ", not a byte array; read it by its own type");
        }
        int from = Math.max(0, partly);
        if (from == bytes.length && partly != NONE) {
            endBytes();
            return -1;
        }
        int count = Math.min(into.length, bytes.length - from);
        System.arraycopy(bytes, from, into, 0, count);
        partly = from + count;
        if (count < into.length) {
            endBytes();
        }
        return count;
    }

    private void endBytes() {
        next++;
        partly = NONE;
    }

    @Override
    public @Nullable Object readObject() throws JMSException {
        Object value = peek();
        next++;
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        put(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        put(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        put(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        put(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        put(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        put(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        put(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        put(value);
    }

    @Override
    public void writeString(@Nullable String value) throws JMSException {
        put(value);
    }

    @Override
    public void writeBytes(byte @Nullable [] value) throws JMSException {
        put(value == null ? null : value.clone());
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        put(Bodies.part(value, offset, length));
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        put(Bodies.checked(value));
    }
}
