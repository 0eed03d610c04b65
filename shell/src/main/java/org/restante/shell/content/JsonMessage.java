package org.restante.shell.content;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.Json;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * A message as a line of JSON, as browse, poll and tail write it with {@code --output ndjson}. Sending it creates a new message, so its
 * identifier, its timestamp and its destination are ignored. Immutable.
 */
final class JsonMessage {

    private static final List<String> FIELDS = List.of(MessageRow.columns());
    private static final List<String> TEXTS = List.of(
            "id", "destination", "timestamp", "expiration", "deliveryTime", "type", "correlationId", "replyTo", "kind");

    private final Map<String, @Nullable Object> row;

    private JsonMessage(Map<String, @Nullable Object> row) {
        this.row = row;
    }

    /** @throws ShellException if the line is not a message */
    static JsonMessage parse(String line) {
        try {
            JsonMessage envelope = new JsonMessage(Json.readObject(line));
            envelope.check();
            return envelope;
        } catch (IOException | ClassCastException e) {
            throw ShellException.failed(
                    "this line is not a message in JSON: " + Failures.describe(e)
                            + "; browse DEST --output ndjson writes such lines",
                    e);
        }
    }

    /** Refuses unknown fields, which would be lost. */
    private void check() {
        for (String name : row.keySet()) {
            if (!FIELDS.contains(name)) {
                throw wrong(name, "is unknown; valid fields: " + String.join(", ", FIELDS));
            }
        }
        if (!row.containsKey("body") && !row.containsKey("kind")) {
            throw wrong("body", "is missing; write \"kind\": \"none\" for a message without a body");
        }
        TEXTS.forEach(name -> check(name, String.class, "a text"));
        check("priority", Integer.class, "a number from 0 to 9");
        check("persistent", Boolean.class, "true or false");
        check("properties", Map.class, "an object");
    }

    private void check(String name, Class<?> type, String what) {
        Object value = row.get(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(
                    name, "must be " + what + ", and is " + VisibleText.cut(VisibleText.line(Json.write(value)), 60));
        }
    }

    private static ShellException wrong(String name, String what) {
        return ShellException.failed("the field '" + VisibleText.line(name) + "' of the message in JSON " + what);
    }

    /** Creates the message with its body. */
    Message in(JMSContext context) throws JMSException {
        Object body = row.get("body");
        String kind = String.valueOf(row.getOrDefault("kind", "text"));
        switch (kind) {
            case "map" -> check("body", Map.class, "an object");
            case "stream" -> check("body", List.class, "an array");
            case "bytes" -> check("body", String.class, "Base64");
            default -> {}
        }
        return switch (kind) {
            case "text" ->
                context.createTextMessage(body == null || body instanceof String ? (String) body : Json.write(body));
            case "bytes" -> bytes(context, (String) body);
            case "map" -> Payload.ofMap(context, body == null ? Map.of() : (Map<?, ?>) body);
            case "stream" -> Payload.ofStream(context, body == null ? List.of() : (List<?>) body);
            case "none" -> context.createMessage();
            default ->
                throw ShellException.failed("a message of the kind '" + VisibleText.line(kind)
                        + "' cannot be sent from JSON; valid kinds: text, bytes, map, stream, none");
        };
    }

    private static Message bytes(JMSContext context, @Nullable String body) throws JMSException {
        BytesMessage message = context.createBytesMessage();
        try {
            message.writeBytes(Base64.getDecoder().decode(body == null ? "" : body));
        } catch (IllegalArgumentException e) {
            throw ShellException.failed(
                    "the body of a message of the kind 'bytes' must be Base64: " + e.getMessage(), e);
        }
        return message;
    }

    /** Sets the headers and properties on the producer. */
    void on(JMSProducer producer, JMSContext context) {
        if (row.get("priority") instanceof Integer priority) {
            producer.setPriority(priority);
        }
        if (Boolean.FALSE.equals(row.get("persistent"))) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        }
        if (row.get("type") instanceof String type) {
            producer.setJMSType(type);
        }
        if (row.get("correlationId") instanceof String id) {
            producer.setJMSCorrelationID(id);
        }
        if (row.get("replyTo") instanceof String to && !to.startsWith("temp-")) {
            producer.setJMSReplyTo(Target.parse(to).in(context));
        }
        left("expiration").ifPresent(millis -> producer.setTimeToLive(Math.max(1, millis)));
        left("deliveryTime").filter(millis -> millis > 0).ifPresent(millis -> Stamp.delay(producer, millis));
        if (row.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                String text = String.valueOf(name);
                if (!text.startsWith("JMSX") || text.startsWith("JMSXGroup")) { // the provider sets the others
                    producer.setProperty(text, Typed.value(text, value));
                }
            });
        }
    }

    private java.util.Optional<Long> left(String name) {
        if (!(row.get(name) instanceof String time)) {
            return java.util.Optional.empty();
        }
        try {
            return java.util.Optional.of(
                    Instant.parse(time).toEpochMilli() - InstantSource.system().millis());
        } catch (DateTimeException e) {
            throw ShellException.failed(
                    "'" + name + "' is " + time + ", which is not a valid time; write it as 2026-01-31T12:00:00Z", e);
        }
    }
}
