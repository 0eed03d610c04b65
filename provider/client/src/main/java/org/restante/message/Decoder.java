package org.restante.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the bytes of an {@link Encoder}. Owned by one thread at a time.
 *
 * <p>Invalid bytes always end in {@link MalformedException}, never in another exception or in a large allocation,
 * because each length is checked against the remaining bytes.
 */
public final class Decoder {

    /** The bytes are not a valid encoding. */
    public static class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MalformedException(String message) {
            super(message);
        }
    }

    private final byte[] bytes;
    private final int end;
    private int at;

    public Decoder(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public Decoder(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || length > bytes.length - offset) {
            throw new MalformedException(
                    "a part of " + length + " bytes from " + offset + " exceeds the array of " + bytes.length);
        }
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    byte[] bytes() {
        return bytes;
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    /** The next byte, without moving the position. */
    public int peek() {
        return bytes[end - at < 1 ? take(1) : at] & 0xFF;
    }

    public int u8() {
        return bytes[take(1)] & 0xFF;
    }

    public boolean bool() {
        return u8() != 0;
    }

    public int i16() {
        return ByteBuffer.wrap(bytes).getShort(take(2));
    }

    public int i32() {
        return ByteBuffer.wrap(bytes).getInt(take(4));
    }

    public long i64() {
        return ByteBuffer.wrap(bytes).getLong(take(8));
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedException("a number is longer than 10 bytes at " + at);
    }

    /** Reads a count of items of at least one byte each; a count above the remaining bytes is malformed. */
    public int count() {
        long count = varint();
        if (count < 0 || count > remaining()) {
            throw new MalformedException("a count of " + count + " with " + remaining() + " bytes left");
        }
        return (int) count;
    }

    /** Skips bytes. Returns the position of the first one. */
    public int take(int length) {
        if (length < 0 || length > end - at) {
            throw new MalformedException(length + " bytes wanted, " + (end - at) + " left");
        }
        int start = at;
        at += length;
        return start;
    }

    public byte[] blob() {
        int length = count();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, take(length), copy, 0, length);
        return copy;
    }

    public String string() {
        long head = varint();
        int length = stringLength(head);
        int start = take(length);
        return (head & 1) == 0 ? new String(bytes, start, length, StandardCharsets.UTF_8) : utf16(start, length / 2);
    }

    private int stringLength(long head) {
        long length = head >>> 1;
        if (length > remaining()) {
            throw new MalformedException("a string of " + length + " bytes with " + remaining() + " left");
        }
        return (int) length;
    }

    /** Skips a string. */
    public void skipString() {
        take(stringLength(varint()));
    }

    /** Reads a string. Returns whether it equals the expected one; for ASCII it creates no String. */
    public boolean isString(String expected) {
        int before = at;
        long head = varint();
        int size = stringLength(head);
        int start = take(size);
        for (int i = 0; i < size; i++) {
            if (i == expected.length()) {
                return false;
            }
            char wanted = expected.charAt(i);
            if (wanted >= 0x80 || (head & 1) != 0) {
                at = before;
                return string().equals(expected);
            }
            if (bytes[start + i] != wanted) {
                return false;
            }
        }
        return size == expected.length();
    }

    /** Reads a string. Returns whether it starts with this word, which must be ASCII. */
    public boolean isStringStarting(String word) {
        int size = stringLength(varint());
        int start = take(size);
        for (int i = 0; i < word.length(); i++) {
            if (i == size || bytes[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String utf16(int start, int chars) {
        char[] text = new char[chars];
        ByteBuffer.wrap(bytes, start, chars * 2).asCharBuffer().get(text);
        return new String(text);
    }
}
