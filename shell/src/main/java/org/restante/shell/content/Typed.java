package org.restante.shell.content;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/** Converts a JSON value to its type: the inverse of {@link MessageRow#typed}. */
final class Typed {

    private Typed() {}

    /** @throws ShellException if a message cannot have the value */
    static @Nullable Object value(String name, @Nullable Object json) {
        if (json == null
                || json instanceof String
                || json instanceof Boolean
                || json instanceof Integer
                || json instanceof Long
                || json instanceof Double) {
            return json;
        }
        if (json instanceof BigDecimal number) {
            return number.doubleValue();
        }
        if (json instanceof Map<?, ?> map && map.get("type") instanceof String type && map.containsKey("value")) {
            return typed(name, type, String.valueOf(map.get("value")));
        }
        throw wrong(name, json);
    }

    private static Object typed(String name, String type, String value) {
        try {
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "bytes" -> java.util.Base64.getDecoder().decode(value);
                case "character" -> value.charAt(0);
                case "integer" -> Integer.valueOf(value);
                default -> new Property(name, type, value).value(UnaryOperator.identity());
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ShellException e) {
            throw wrong(name, value);
        }
    }

    private static ShellException wrong(String name, Object value) {
        return ShellException.failed(
                "'" + VisibleText.line(name) + "' has the value " + VisibleText.line(String.valueOf(value))
                        + ", which a message cannot have; write a string, a number, true or false, or {\"type\": \"long\", \"value\": 5}");
    }
}
