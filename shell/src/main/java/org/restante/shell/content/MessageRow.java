package org.restante.shell.content;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as a row of values. A value whose type JSON would lose is a map with its type: {@code {"type": "long", "value": 5}}. Without a
 * type a whole number is an int, another number a double.
 */
public final class MessageRow {

    private static final String[] COLUMNS = {
        "number",
        "id",
        "destination",
        "timestamp",
        "expiration",
        "deliveryTime",
        "priority",
        "persistent",
        "redelivered",
        "deliveryCount",
        "type",
        "correlationId",
        "replyTo",
        "properties",
        "kind",
        "body"
    };

    private static final String COUNT = "JMSXDeliveryCount";

    private MessageRow() {}

    /** The names of the columns, in order. */
    public static String[] columns() {
        return COLUMNS.clone();
    }

    /**
     * The row of a received message.
     *
     * @param number the number of a held message; null if it is not held
     */
    public static Map<String, @Nullable Object> of(Message message, @Nullable Integer number) throws JMSException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (number != null) {
            row.put("number", number);
        }
        row.put("id", message.getJMSMessageID());
        row.put("destination", AddressText.of(message.getJMSDestination()));
        row.put("timestamp", time(message.getJMSTimestamp()));
        row.put("expiration", time(message.getJMSExpiration()));
        row.put("deliveryTime", time(deliveryTime(message)));
        row.put("priority", message.getJMSPriority());
        row.put("persistent", message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT);
        row.put("redelivered", message.getJMSRedelivered());
        row.put("deliveryCount", message.propertyExists(COUNT) ? message.getIntProperty(COUNT) : null);
        row.put("type", message.getJMSType());
        row.put("correlationId", message.getJMSCorrelationID());
        row.put("replyTo", AddressText.of(message.getJMSReplyTo()));
        row.put("properties", properties(message));
        addBody(row, message);
        return row;
    }

    public static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    /** The delivery time; 0 from providers of JMS 1.1, which have none. */
    private static long deliveryTime(Message message) throws JMSException {
        try {
            return message.getJMSDeliveryTime();
        } catch (UnsupportedOperationException | AbstractMethodError older) {
            return 0;
        }
    }

    private static Map<String, @Nullable Object> properties(Message message) throws JMSException {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (Object name : Collections.list((java.util.Enumeration<?>) message.getPropertyNames())) {
            if (!name.equals(COUNT)) {
                properties.put(String.valueOf(name), typed(message.getObjectProperty(String.valueOf(name))));
            }
        }
        return properties;
    }

    /** The value, with its type if JSON would lose the type. */
    public static @Nullable Object typed(@Nullable Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || (value instanceof Double number && Double.isFinite(number))) {
            return value;
        }
        Map<String, Object> typed = new LinkedHashMap<>();
        typed.put(
                "type",
                value instanceof byte[]
                        ? "bytes"
                        : value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        typed.put(
                "value",
                value instanceof Character || value instanceof Float || value instanceof Double
                        ? value.toString()
                        : value);
        return typed;
    }

    private static void addBody(Map<String, @Nullable Object> row, Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            put(row, "text", text.getText());
        } else if (message instanceof BytesMessage bytes) {
            put(row, "bytes", bytes(bytes));
        } else if (message instanceof MapMessage map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (Object name : Collections.list((java.util.Enumeration<?>) map.getMapNames())) {
                entries.put(String.valueOf(name), typed(map.getObject(String.valueOf(name))));
            }
            put(row, "map", entries);
        } else if (message instanceof StreamMessage stream) {
            put(row, "stream", items(stream));
        } else {
            put(
                    row,
                    message instanceof ObjectMessage ? "object" : "none",
                    null); // an object is not shown, because that would deserialise it
        }
    }

    private static void put(Map<String, @Nullable Object> row, String kind, @Nullable Object body) {
        row.put("kind", kind);
        row.put("body", body);
    }

    public static byte[] bytes(BytesMessage message) throws JMSException {
        byte[] bytes = new byte[Math.toIntExact(message.getBodyLength())];
        message.reset();
        if (bytes.length > 0) {
            message.readBytes(bytes);
        }
        return bytes;
    }

    private static List<@Nullable Object> items(StreamMessage stream) throws JMSException {
        List<@Nullable Object> items = new ArrayList<>();
        stream.reset();
        while (true) {
            try {
                items.add(typed(stream.readObject()));
            } catch (MessageEOFException end) {
                return items;
            }
        }
    }
}
