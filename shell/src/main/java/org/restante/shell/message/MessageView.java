package org.restante.shell.message;

import jakarta.jms.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.content.MessageRow;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;

/** Shows a message: a line of headers, then its properties and its body, indented so that a body cannot look like a header. */
final class MessageView {

    private static final String INDENT = "    ";

    /** The most of a body that is shown on a terminal where the message stays available. */
    static final int MAX_LINES = 20;

    static final int MAX_CHARACTERS = 2000;

    private final Screen screen;
    private final boolean cuts;

    /** @param stays whether the message stays available, so that a part of its body is enough on a terminal */
    MessageView(Screen screen, boolean stays) {
        this.screen = screen;
        this.cuts = stays && screen.isTerminal();
    }

    /** @param row a row of {@link MessageRow}; with a number if the message is held */
    void show(Map<String, @Nullable Object> row) {
        BodyView body = BodyView.of(row);
        StringBuilder shown = new StringBuilder();
        shown.append(row.get("number") == null ? "" : "[" + row.get("number") + "] ")
                .append(screen.bold(BodyView.value(row.get("id"))))
                .append(screen.faint("  " + String.join("  ", headers(row, body.kind()))));
        if (row.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                String property = VisibleText.line(String.valueOf(name)) + " = " + BodyView.value(value);
                shown.append('\n').append(screen.faint(INDENT + "property " + property));
            });
        }
        String text = screen.isTerminal() ? body.indented() : body.text();
        int end = cuts ? end(text) : text.length();
        text.substring(0, end)
                .lines()
                .forEach(line -> shown.append('\n').append(INDENT).append(line));
        if (end < text.length()) {
            Object name = row.get("number") == null ? row.get("id") : row.get("number");
            String note = "… " + Screen.count(text.codePointCount(end, text.length()), "more character") + "; show "
                    + BodyView.value(name) + " shows all";
            shown.append('\n').append(screen.faint(INDENT + note));
        }
        screen.show(shown.toString());
    }

    /** The end of the part that is shown; never within a line break or a surrogate pair. */
    private static int end(String text) {
        int end = 0;
        int lines = 0;
        while (end < text.length() && end < MAX_CHARACTERS && lines < MAX_LINES) {
            lines += text.charAt(end) == '\n' ? 1 : 0;
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    /** The headers, without those that have their default value. */
    private static List<String> headers(Map<String, @Nullable Object> row, @Nullable String kind) {
        List<String> headers = new ArrayList<>();
        headers.add(row.get("timestamp") instanceof Instant sent ? Screen.time(sent.toEpochMilli()) : "no time");
        headers.add(BodyView.value(row.get("destination")));
        if (Boolean.TRUE.equals(row.get("redelivered"))) {
            headers.add(row.get("deliveryCount") == null ? "redelivered" : "delivery " + row.get("deliveryCount"));
        }
        if (!Integer.valueOf(Message.DEFAULT_PRIORITY).equals(row.get("priority"))) {
            headers.add("priority " + row.get("priority"));
        }
        if (Boolean.FALSE.equals(row.get("persistent"))) {
            headers.add("non-persistent");
        }
        addIfAny(headers, "type ", row.get("type"));
        addIfAny(headers, "correlation ", row.get("correlationId"));
        addIfAny(headers, "reply to ", row.get("replyTo"));
        if (row.get("expiration") instanceof Instant end) {
            headers.add("expires " + Screen.time(end.toEpochMilli()));
        }
        addIfAny(headers, "", kind);
        return headers;
    }

    private static void addIfAny(List<String> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.add(name + BodyView.value(value));
        }
    }
}
