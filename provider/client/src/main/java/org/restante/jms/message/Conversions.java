package org.restante.jms.message;

import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The conversions that properties, map bodies and stream bodies allow (tables 3-2 and 3-7 of the specification).
 * Stateless.
 *
 * <p>The trap: null is converted as valueOf(String) of the primitive type converts it: to false for boolean, a
 * NumberFormatException for whole numbers, a NullPointerException for char, float and double.
 */
public final class Conversions {

    private Conversions() {}

    public static boolean toBoolean(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Boolean b) {
            return b;
        }
        return Boolean.parseBoolean(text(value, name, "boolean"));
    }

    public static byte toByte(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Byte b) {
            return b;
        }
        return Byte.parseByte(text(value, name, "byte"));
    }

    public static short toShort(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).shortValue();
        }
        return Short.parseShort(text(value, name, "short"));
    }

    static char toChar(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Character c) {
            return c;
        }
        if (value == null) {
            throw new NullPointerException("'" + name + "' is null, which is not a char");
        }
        throw mismatch(value, name, "char");
    }

    public static int toInt(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        return Integer.parseInt(text(value, name, "int"));
    }

    public static long toLong(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return Long.parseLong(text(value, name, "long"));
    }

    public static float toFloat(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Float f) {
            return f;
        }
        return Float.parseFloat(text(value, name, "float"));
    }

    public static double toDouble(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return Double.parseDouble(text(value, name, "double"));
    }

    public static @Nullable String toText(@Nullable Object value, String name) throws MessageFormatException {
        if (value instanceof byte[]) {
            throw mismatch(value, name, "String");
        }
        return value == null ? null : value.toString();
    }

    static byte @Nullable [] toBytes(@Nullable Object value, String name) throws MessageFormatException {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        throw mismatch(value, name, "byte[]");
    }

    /** The text to parse. Null is passed on, because the parsers define the result for null. */
    @SuppressWarnings(
            "NullAway") // for null the parsers of the JDK throw the exceptions that the specification requires
    private static String text(@Nullable Object value, String name, String wanted) throws MessageFormatException {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw mismatch(value, name, wanted);
    }

    private static MessageFormatException mismatch(Object value, String name, String wanted) {
        return new MessageFormatException(
                "'" + name + "' holds a " + value.getClass().getSimpleName() + ", which cannot be read as " + wanted
                        + "; read it by its own type, or as an object");
    }
}
