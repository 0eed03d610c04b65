package org.restante.shell.message;

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
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.visit.Target;

/**
 * A message as a line of JSON, as browse, poll and tail write it with {@code --output ndjson}. Its identifier, its time and where it
 * was are not taken over: it is sent anew.
 */
final class Envelope {

    private final Map<String, @Nullable Object> row;

    private Envelope(Map<String, @Nullable Object> row) {
        this.row = row;
    }

    /** @throws ShellException if the line is none */
    static Envelope parse(String line) {
        try {
            return new Envelope(Json.readObject(line));
        } catch (IOException | ClassCastException e) {
            throw ShellException.failed(
                    "this is no message as JSON: " + Failures.describe(e)
                            + "; browse DEST --output ndjson writes such lines",
                    e);
        }
    }

    /** The body. */
    Message in(JMSContext session) throws JMSException {
        Object body = row.get("body");
        String kind = String.valueOf(row.getOrDefault("kind", "text"));
        return switch (kind) {
            case "text" -> session.createTextMessage(body == null ? null : String.valueOf(body));
            case "bytes" -> bytes(session, body);
            case "map" -> Payload.ofMap(session, body instanceof Map<?, ?> map ? map : Map.of());
            case "stream" -> Payload.ofStream(session, body instanceof List<?> list ? list : List.of());
            case "none" -> session.createMessage();
            default ->
                throw ShellException.failed("a message of the kind '" + kind
                        + "' cannot be sent from JSON; there are text, bytes, map, stream and none");
        };
    }

    private static Message bytes(JMSContext session, @Nullable Object body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        try {
            message.writeBytes(Base64.getDecoder().decode(body == null ? "" : String.valueOf(body)));
        } catch (IllegalArgumentException e) {
            throw ShellException.failed("the body of a message of bytes is to be Base64: " + e.getMessage(), e);
        }
        return message;
    }

    /** The rest. */
    void on(JMSProducer producer, JMSContext session) {
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
            producer.setJMSReplyTo(Target.parse(to).in(session));
        }
        left("expiration").ifPresent(millis -> producer.setTimeToLive(Math.max(1, millis)));
        left("deliveryTime").ifPresent(millis -> producer.setDeliveryDelay(Math.max(0, millis)));
        if (row.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                String text = String.valueOf(name);
                if (!text.startsWith("JMSX") || text.startsWith("JMSXGroup")) { // the others are the provider's
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
                    "'" + name + "' is " + time + ", which is no time; write 2026-01-31T12:00:00Z", e);
        }
    }
}
