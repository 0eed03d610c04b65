package org.restante.jms.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.message.BodyKind;
import org.restante.message.Encoder;
import org.restante.message.Envelope;

/**
 * A message with bytes: written until {@link #reset}, read after it. Owned by one application thread at a time.
 *
 * <p>The trap: a read that fails leaves the position where it was.
 */
final class JmsBytesMessage extends JmsMessage implements BytesMessage {

    private static final int FIRST_CAPACITY = 64;

    /** The body while it is written; null without any. */
    private @Nullable Encoder written;

    /** The body to read; null while it is written. */
    private @Nullable ByteBuffer readable;

    @Override
    BodyKind kind() {
        return BodyKind.BYTES;
    }

    @Override
    byte[] encodeBody() {
        ByteBuffer current = readable;
        return current == null
                ? writtenBytes()
                : Bodies.bytes(current.duplicate().rewind());
    }

    private byte[] writtenBytes() {
        return written == null ? new byte[0] : written.toBytes();
    }

    @Override
    void decodeBody(Envelope envelope) {
        ByteBuffer body = envelope.body();
        readable = body == null ? ByteBuffer.allocate(0) : body;
    }

    @Override
    void forgetBody() {
        readable = null;
        written = null;
    }

    @Override
    @Nullable
    Object body() {
        byte[] all = encodeBody();
        return all.length == 0 ? null : all;
    }

    /**
     * Resets the message first, as the API requires. The position stays at the beginning, because copying the body does
     * not move it.
     */
    @Override
    public <T> T getBody(Class<T> wanted) throws JMSException {
        reset();
        return super.getBody(wanted);
    }

    @Override
    public void reset() {
        ByteBuffer current = readable;
        if (current == null) {
            readable = ByteBuffer.wrap(writtenBytes());
            setBodyReadOnly(true);
        } else {
            current.rewind();
        }
    }

    private ByteBuffer reader() throws MessageNotReadableException {
        ByteBuffer current = readable;
        if (current == null) {
            throw new MessageNotReadableException("the body is being written; call reset before reading it");
        }
        return current;
    }

    private ByteBuffer reader(int bytes) throws JMSException {
        ByteBuffer current = reader();
        if (current.remaining() < bytes) {
            throw new MessageEOFException(
                    "the body ends: " + bytes + " bytes wanted, " + current.remaining() + " left");
        }
        return current;
    }

    private Encoder writer() throws JMSException {
        checkBodyWritable();
        Encoder writer = written == null ? new Encoder(FIRST_CAPACITY) : written;
        written = writer;
        return writer;
    }

    @Override
    public long getBodyLength() throws JMSException {
        return reader().limit();
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return reader(1).get() != 0;
    }

    @Override
    public byte readByte() throws JMSException {
        return reader(1).get();
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return reader(1).get() & 0xFF;
    }

    @Override
    public short readShort() throws JMSException {
        return reader(2).getShort();
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return reader(2).getShort() & 0xFFFF;
    }

    @Override
    public char readChar() throws JMSException {
        return reader(2).getChar();
    }

    @Override
    public int readInt() throws JMSException {
        return reader(4).getInt();
    }

    @Override
    public long readLong() throws JMSException {
        return reader(8).getLong();
    }

    @Override
    public float readFloat() throws JMSException {
        return reader(4).getFloat();
    }

    @Override
    public double readDouble() throws JMSException {
        return reader(8).getDouble();
    }

    @Override
    public String readUTF() throws JMSException {
        ByteBuffer current = reader(2);
        int length = 2 + (current.getShort(current.position()) & 0xFFFF);
        byte[] encoded = new byte[length];
        reader(length).duplicate().get(encoded);
        try {
            String text = new DataInputStream(new ByteArrayInputStream(encoded)).readUTF();
            current.position(current.position() + length);
            return text;
        } catch (IOException noText) {
            throw Problems.caused(
                    new MessageFormatException("the next bytes are not UTF text: " + noText.getMessage()), noText);
        }
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return readBytes(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        ByteBuffer current = reader();
        if (length < 0 || length > value.length) {
            throw new IndexOutOfBoundsException(length + " bytes do not fit into an array of " + value.length);
        }
        if (!current.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(value, 0, count);
        return count;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        writer().bool(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        writer().u8(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        writer().i16(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        writer().i16(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        writer().i32(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        writer().i64(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        writer().i32(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        writer().i64(Double.doubleToLongBits(value));
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        Encoder out = writer();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(value.length() + 2);
        try {
            new DataOutputStream(encoded).writeUTF(value);
        } catch (IOException tooLong) {
            throw Problems.caused(
                    new MessageFormatException(
                            "a text of more than 65535 bytes does not fit into writeUTF; use writeBytes"),
                    tooLong);
        }
        out.raw(encoded.toByteArray(), 0, encoded.size());
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        writer().raw(value, 0, value.length);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        Objects.checkFromIndexSize(offset, length, value.length);
        writer().raw(value, offset, length);
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        checkBodyWritable();
        Objects.requireNonNull(value, "a bytes message cannot hold null");
        if (value instanceof String text) {
            writeUTF(text);
        } else if (value instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (value instanceof Boolean flag) {
            writeBoolean(flag);
        } else if (value instanceof Character character) {
            writeChar(character);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else {
            throw unwritable(value);
        }
    }

    private void writeNumber(Number value) throws JMSException {
        if (value instanceof Byte) {
            writeByte(value.byteValue());
        } else if (value instanceof Short) {
            writeShort(value.shortValue());
        } else if (value instanceof Integer) {
            writeInt(value.intValue());
        } else if (value instanceof Long) {
            writeLong(value.longValue());
        } else if (value instanceof Float) {
            writeFloat(value.floatValue());
        } else if (value instanceof Double) {
            writeDouble(value.doubleValue());
        } else {
            throw unwritable(value);
        }
    }

    private static MessageFormatException unwritable(Object value) {
        return new MessageFormatException("a " + value.getClass().getName()
                + " cannot be in a bytes message; use a primitive's object, a String or a byte[]");
    }
}
