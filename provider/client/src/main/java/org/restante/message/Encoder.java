package org.restante.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes values into a growing byte array, big-endian. Owned by one thread at a time.
 *
 * <p>A string is a varint, then its bytes. The varint is twice the number of bytes; plus one if the bytes are UTF-16,
 * which is used for a text with an unpaired surrogate, because UTF-8 cannot encode it.
 */
public final class Encoder {

    private byte[] bytes;
    private int size;

    public Encoder(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    }

    public Encoder u8(int value) {
        ensureSpace(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public Encoder bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    public Encoder i16(int value) {
        return u8(value >> 8).u8(value);
    }

    public Encoder i32(int value) {
        ensureSpace(4);
        ByteBuffer.wrap(bytes).putInt(size, value);
        size += 4;
        return this;
    }

    public Encoder i64(long value) {
        ensureSpace(8);
        ByteBuffer.wrap(bytes).putLong(size, value);
        size += 8;
        return this;
    }

    /** A number, also a negative one, in 1 to 10 bytes of 7 bits each, lowest first. */
    public Encoder varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    public Encoder raw(byte[] source, int offset, int length) {
        ensureSpace(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    public Encoder blob(byte[] source) {
        return varint(source.length).raw(source, 0, source.length);
    }

    public Encoder string(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) > 0x7f) {
                return longerString(text);
            }
        }
        varint((long) length << 1);
        ensureSpace(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** A string with characters beyond ASCII. */
    private Encoder longerString(String text) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            return varint((long) utf8.remaining() << 1)
                    .raw(utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining());
        } catch (CharacterCodingException unpairedSurrogate) {
            varint(((long) text.length() * 2) << 1 | 1);
            text.chars().forEach(this::i16);
            return this;
        }
    }

    private void ensureSpace(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }
}
