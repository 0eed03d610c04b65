package org.restante.shell.message;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.admin.BrowsedMessage;
import org.restante.link.MessageStatus;
import org.restante.message.Header;
import org.restante.shell.content.MessageRow;

/** A message from administration as a row of values, with the columns of {@link MessageRow}. */
final class BrowsedRow {

    private BrowsedRow() {}

    static Map<String, @Nullable Object> of(BrowsedMessage message) {
        Header header = message.header();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", message.id());
        row.put("destination", header.destination().toString());
        row.put("timestamp", MessageRow.time(header.timestamp()));
        row.put("expiration", MessageRow.time(header.expiration()));
        row.put("deliveryTime", MessageRow.time(header.deliveryTime()));
        row.put("priority", header.priority());
        row.put("persistent", header.persistent());
        row.put("redelivered", isRedelivered(message.status()));
        row.put("deliveryCount", message.status().attempts());
        row.put("type", header.type());
        row.put(
                "correlationId",
                header.correlation() == null ? null : header.correlation().text());
        row.put("replyTo", header.replyTo() == null ? null : header.replyTo().toString());
        row.put("properties", typed(message.properties()));
        row.put("kind", message.bodyKind().name().toLowerCase(Locale.ROOT));
        row.put("body", body(message));
        return row;
    }

    /** Whether it was delivered before; the delivery for which it is in flight does not count. */
    private static boolean isRedelivered(MessageStatus status) {
        return status.attempts() > (status.holder() == null ? 0 : 1);
    }

    private static @Nullable Object body(BrowsedMessage message) {
        return switch (message.bodyKind()) {
            case TEXT -> message.text();
            case BYTES -> bytes(message.body());
            case MAP -> typed(Objects.requireNonNullElse(message.map(), Map.of()));
            case STREAM ->
                Objects.requireNonNullElse(message.items(), List.of()).stream()
                        .map(MessageRow::typed)
                        .toList();
            case NONE, OBJECT -> null; // an object is not shown, because that would deserialise it
        };
    }

    private static Map<String, @Nullable Object> typed(Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> typed = new LinkedHashMap<>();
        values.forEach((name, value) -> typed.put(name, MessageRow.typed(value)));
        return typed;
    }

    private static byte[] bytes(@Nullable ByteBuffer body) {
        byte[] bytes = new byte[body == null ? 0 : body.remaining()];
        if (body != null) {
            body.get(bytes);
        }
        return bytes;
    }
}
