package org.restante.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes the values of properties, map bodies and stream bodies: a tag byte, then the value. Stateless. */
public final class Values {

    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int BYTE = 3;
    private static final int SHORT = 4;
    private static final int CHAR = 5;
    private static final int INT = 6;
    private static final int LONG = 7;
    private static final int FLOAT = 8;
    private static final int DOUBLE = 9;
    private static final int STRING = 10;
    private static final int BYTES = 11;

    private Values() {}

    /** Whether {@link #write} accepts the value. */
    public static boolean isWritable(@Nullable Object value) {
        return value == null
                || value instanceof Boolean
                || (value instanceof Number number && isPrimitive(number))
                || value instanceof Character
                || value instanceof String
                || value instanceof byte[];
    }

    private static boolean isPrimitive(Number value) {
        return value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Float
                || value instanceof Double;
    }

    public static void write(Encoder out, @Nullable Object value) {
        if (value == null) {
            out.u8(NULL);
        } else if (value instanceof Boolean b) {
            out.u8(b ? TRUE : FALSE);
        } else if (value instanceof Number number) {
            writeNumber(out, number);
        } else if (value instanceof Character c) {
            out.u8(CHAR).i16(c);
        } else if (value instanceof String text) {
            out.u8(STRING).string(text);
        } else if (value instanceof byte[] bytes) {
            out.u8(BYTES).blob(bytes);
        } else {
            throw unwritable(value);
        }
    }

    private static void writeNumber(Encoder out, Number value) {
        if (value instanceof Byte b) {
            out.u8(BYTE).u8(b);
        } else if (value instanceof Short s) {
            out.u8(SHORT).i16(s);
        } else if (value instanceof Integer i) {
            out.u8(INT).i32(i);
        } else if (value instanceof Long l) {
            out.u8(LONG).i64(l);
        } else if (value instanceof Float f) {
            out.u8(FLOAT).i32(Float.floatToRawIntBits(f));
        } else if (value instanceof Double d) {
            out.u8(DOUBLE).i64(Double.doubleToRawLongBits(d));
        } else {
            throw unwritable(value);
        }
    }

    private static IllegalArgumentException unwritable(Object value) {
        return new IllegalArgumentException("a value of " + value.getClass().getName()
                + " cannot be in a message; use a primitive's object, a String or a byte[]");
    }

    public static @Nullable Object read(Decoder in) {
        int tag = in.u8();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> (byte) in.u8();
            case SHORT -> (short) in.i16();
            case CHAR -> (char) in.i16();
            case INT -> in.i32();
            case LONG -> in.i64();
            case FLOAT -> Float.intBitsToFloat(in.i32());
            case DOUBLE -> Double.longBitsToDouble(in.i64());
            case STRING -> in.string();
            case BYTES -> in.blob();
            default -> throw new Decoder.MalformedException(tag + " is not the tag of a value");
        };
    }

    /** Skips a value. */
    public static void skip(Decoder in) {
        int tag = in.u8();
        switch (tag) {
            case NULL, FALSE, TRUE -> in.take(0);
            case BYTE -> in.take(1);
            case SHORT, CHAR -> in.take(2);
            case INT, FLOAT -> in.take(4);
            case LONG, DOUBLE -> in.take(8);
            case STRING -> in.skipString();
            case BYTES -> in.take(in.count());
            default -> throw new Decoder.MalformedException(tag + " is not the tag of a value");
        }
    }

    /** Writes a count, then each name and value, in the order of the map. */
    public static void writeMap(Encoder out, Map<String, ? extends @Nullable Object> map) {
        out.varint(map.size());
        map.forEach((name, value) -> write(out.string(name), value));
    }

    /** Reads a map written by {@link #writeMap}, in its order; unmodifiable. */
    public static Map<String, @Nullable Object> readMap(Decoder in) {
        int count = in.count();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(in.string(), read(in));
        }
        return Collections.unmodifiableMap(map);
    }
}
