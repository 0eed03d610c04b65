package org.restante.admin;

import java.util.Locale;
import java.util.Map;
import org.restante.message.BodyKind;

/** The words of an export for the kinds of bodies, and for the types of values. */
final class ExportKinds {

    private static final Map<Class<?>, String> VALUES = Map.of(
            Byte.class, "byte",
            Short.class, "short",
            Character.class, "char",
            Integer.class, "int",
            Long.class, "long",
            Float.class, "float",
            Double.class, "double",
            byte[].class, "bytes");

    private ExportKinds() {}

    static String word(BodyKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String word(Object value) {
        String word = VALUES.get(value.getClass());
        if (word == null) {
            throw new IllegalArgumentException("no message holds a " + value.getClass());
        }
        return word;
    }
}
