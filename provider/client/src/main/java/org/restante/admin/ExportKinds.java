package org.restante.admin;

import java.util.Locale;
import java.util.Map;
import org.restante.message.BodyKind;

/** The names in an export for the kinds of bodies and the types of values. Stateless. */
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
            throw new IllegalArgumentException(value.getClass() + " is not a type of a value in a message");
        }
        return word;
    }
}
