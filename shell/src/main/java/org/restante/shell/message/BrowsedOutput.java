package org.restante.shell.message;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.BrowsedMessage;
import org.restante.message.BodyKind;
import org.restante.message.Header;
import org.restante.shell.output.Results;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.Visible;
import org.restante.shell.visit.Visit;

/** Shows messages as an operator's link gives them: as {@link MessageOutput} does, but without the bodies of maps and streams. */
final class BrowsedOutput {

    private static final String INDENT = "    ";

    private final Visit visit;

    BrowsedOutput(Visit visit) {
        this.visit = visit;
    }

    /** Shows them; returns how many. */
    long show(Stream<BrowsedMessage> messages) {
        if (visit.showing().isForPeople()) {
            return messages.peek(message -> people(row(message))).count();
        }
        try (Results rows = visit.results(MessageRow.COLUMNS)) {
            return messages.peek(message -> rows.add(row(message))).count();
        }
    }

    private void people(Map<String, @Nullable Object> row) {
        Screen screen = visit.screen();
        StringBuilder head = new StringBuilder();
        row.forEach((name, value) -> {
            if (value != null && !name.equals("id") && !name.equals("properties") && !name.equals("body")) {
                head.append("  ").append(name).append(' ').append(BodyView.value(value));
            }
        });
        screen.show(screen.bold(String.valueOf(row.get("id"))) + screen.faint(head.toString()));
        if (row.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> screen.show(
                    screen.faint(INDENT + "property " + Visible.line(name + " = ") + BodyView.value(value))));
        }
        if (row.get("body") instanceof String text) {
            Visible.lines(text).lines().forEach(line -> screen.show(INDENT + line));
        }
    }

    private static Map<String, @Nullable Object> row(BrowsedMessage message) {
        Header header = message.header();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", message.id());
        row.put("destination", header.destination().toString());
        row.put("timestamp", time(header.timestamp()));
        row.put("expiration", time(header.expiration()));
        row.put("deliveryTime", time(header.deliveryTime()));
        row.put("priority", header.priority());
        row.put("persistent", header.persistent());
        row.put("redelivered", message.status().attempts() > 0);
        row.put("deliveryCount", message.status().attempts());
        row.put("type", header.type());
        row.put(
                "correlationId",
                header.correlation() == null ? null : header.correlation().text());
        row.put("replyTo", header.replyTo() == null ? null : header.replyTo().toString());
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        message.properties().forEach((name, value) -> properties.put(name, MessageRow.typed(value)));
        row.put("properties", properties);
        row.put("kind", message.bodyKind().name().toLowerCase(Locale.ROOT));
        row.put("body", message.bodyKind() == BodyKind.BYTES ? bytes(message.body()) : message.text());
        return row;
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer body) {
        if (body == null) {
            return null;
        }
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
