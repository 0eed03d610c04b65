package org.restante.shell.message;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.content.MessageRow;
import org.restante.shell.content.Payload;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;

/**
 * The whole body of a message as text for people, with its kind. Immutable.
 *
 * <p>The body of an ObjectMessage is not shown, because that would deserialise an object from outside.
 *
 * @param kind null for text
 * @param text without control characters; may have many lines
 */
record BodyView(@Nullable String kind, String text) {

    private static final int ROW = 16;
    private static final int MAX_INDENTED = 1 << 16;

    /** @param row a row of {@link MessageRow} */
    static BodyView of(Map<String, @Nullable Object> row) {
        Object body = row.get("body");
        String kind = String.valueOf(row.get("kind"));
        return switch (kind) {
            case "text" ->
                body == null
                        ? new BodyView("text without a value", "")
                        : new BodyView(null, VisibleText.lines(body.toString()));
            case "bytes" -> ofBytes(body instanceof byte[] bytes ? bytes : new byte[0]);
            case "map" -> new BodyView(kind, body instanceof Map<?, ?> map ? entries(map) : "");
            case "stream" -> new BodyView(kind, body instanceof List<?> list ? items(list) : "");
            case "object" -> new BodyView("object, not shown", "");
            default -> new BodyView("no body", "");
        };
    }

    /** The text, with JSON indented; a text of more than {@value #MAX_INDENTED} characters is unchanged. */
    String indented() {
        String stripped = text.strip();
        if (stripped.length() > MAX_INDENTED || !(stripped.startsWith("{") || stripped.startsWith("["))) {
            return text;
        }
        try {
            Object value = Json.read(stripped);
            return value == null ? text : VisibleText.lines(Json.pretty(value));
        } catch (IOException notJson) {
            return text;
        }
    }

    private static BodyView ofBytes(byte[] bytes) {
        String text = Payload.text(bytes);
        boolean readable = text != null && VisibleText.lines(text).equals(text);
        return new BodyView(Screen.count(bytes.length, "byte"), text != null && readable ? text : dump(bytes));
    }

    private static String entries(Map<?, ?> map) {
        StringBuilder lines = new StringBuilder();
        map.forEach((name, value) -> line(lines, VisibleText.line(String.valueOf(name)) + " = " + value(value)));
        return lines.toString();
    }

    private static String items(List<?> items) {
        StringBuilder lines = new StringBuilder();
        items.forEach(item -> line(lines, value(item)));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String line) {
        lines.append(lines.isEmpty() ? "" : "\n").append(line);
    }

    /** The value of a property or an entry, on one line, without the type that a row may have for programs. */
    static String value(@Nullable Object typed) {
        Object value = typed instanceof Map<?, ?> map && map.containsKey("value") ? map.get("value") : typed;
        return value instanceof byte[] bytes
                ? "0x" + HexFormat.of().formatHex(bytes)
                : VisibleText.line(String.valueOf(value));
    }

    private static String dump(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += ROW) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = at; i < Math.min(at + ROW, bytes.length); i++) {
                hex.append(HexFormat.of().toHexDigits(bytes[i])).append(' ');
                text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            hex.append("   ".repeat(ROW - text.length()));
            line(lines, HexFormat.of().toHexDigits(at) + "  " + hex + " " + text);
        }
        return lines.toString();
    }
}
