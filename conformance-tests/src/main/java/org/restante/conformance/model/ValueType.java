package org.restante.conformance.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * A type of value in a property, a map or a stream: a sample value, and the types as which it can be read. The specification
 * has two tables of conversions, 3.5.4 for properties and 3.11.3 for bodies; the first has no CHAR and no BYTES, otherwise
 * they are equal.
 */
enum ValueType {
    BOOLEAN(true),
    BYTE((byte) 7),
    SHORT((short) 7),
    CHAR('7'),
    INT(7),
    LONG(7L),
    FLOAT(7.5f),
    DOUBLE(7.5d),
    STRING("7"),
    BYTES(new byte[] {7, 8});

    /** The types that a property can have. */
    static final Set<ValueType> OF_PROPERTIES = EnumSet.complementOf(EnumSet.of(CHAR, BYTES));

    @SuppressWarnings("ImmutableEnumChecker") // all samples are immutable except the array, which is copied
    private final Object sample;

    ValueType(Object sample) {
        this.sample = sample;
    }

    Object sample() {
        return sample instanceof byte[] bytes ? bytes.clone() : sample;
    }

    /** Whether a value written as this type can be read as the other type. */
    boolean readableAs(ValueType other) {
        return switch (this) {
            case BOOLEAN, CHAR -> other == this || other == STRING;
            case BYTE -> EnumSet.of(BYTE, SHORT, INT, LONG, STRING).contains(other);
            case SHORT -> EnumSet.of(SHORT, INT, LONG, STRING).contains(other);
            case INT -> EnumSet.of(INT, LONG, STRING).contains(other);
            case LONG -> EnumSet.of(LONG, STRING).contains(other);
            case FLOAT -> EnumSet.of(FLOAT, DOUBLE, STRING).contains(other);
            case DOUBLE -> EnumSet.of(DOUBLE, STRING).contains(other);
            case STRING -> !EnumSet.of(CHAR, BYTES).contains(other);
            case BYTES -> other == BYTES;
        };
    }

    /** The sample of this type converted to the other type, which must be {@link #readableAs readable}. */
    Object sampleAs(ValueType other) {
        String text = String.valueOf(sample);
        return switch (other) {
            case BOOLEAN -> Boolean.valueOf(text);
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case STRING -> text;
            case CHAR, BYTES -> sample();
        };
    }
}
