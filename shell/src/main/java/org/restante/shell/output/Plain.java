package org.restante.shell.output;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;

/** Formats values as text, for programs and for people. */
public final class Plain {

    private Plain() {}

    /** A value that consists of JSON types only: instants as ISO 8601, durations in milliseconds, bytes as Base64. */
    static @Nullable Object json(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, each) -> plain.put(String.valueOf(name), json(each)));
            return plain;
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(each -> plain.add(json(each)));
            return plain;
        }
        return value.toString();
    }

    /** A single value for programs; empty for null. */
    public static String text(@Nullable Object value) {
        Object plain = json(value);
        if (plain == null) {
            return "";
        }
        return plain instanceof Map || plain instanceof List ? Json.write(plain) : plain.toString();
    }

    /** A value in a table, where space is short: times have no year. */
    static String cell(@Nullable Object value) {
        return value instanceof Instant instant ? Screen.shortTime(instant.toEpochMilli()) : shown(value);
    }

    /** A value for people, on one line. */
    static String shown(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return Screen.time(instant.toEpochMilli());
        }
        if (value instanceof Duration duration) {
            return Screen.duration(duration);
        }
        if (value instanceof Integer || value instanceof Long) {
            return Screen.number(((Number) value).longValue());
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "";
        }
        return VisibleText.line(text(value));
    }
}
