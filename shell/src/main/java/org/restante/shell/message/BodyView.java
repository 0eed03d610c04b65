package org.restante.shell.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.Visible;

/**
 * A message's body for the eye, whole, and what kind it is.
 *
 * <p>An object is not shown: to show it would be to deserialise what somebody sent.
 *
 * @param kind null for a text, which speaks for itself
 * @param text without control characters; may have many lines
 */
record BodyView(@Nullable String kind, String text) {

    private static final int ROW = 16;

    static BodyView of(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            String body = text.getText();
            return body == null ? new BodyView("text without a value", "") : new BodyView(null, Visible.lines(body));
        }
        if (message instanceof BytesMessage bytes) {
            return ofBytes(bytes);
        }
        if (message instanceof MapMessage map) {
            return new BodyView("map", entries(map));
        }
        if (message instanceof StreamMessage stream) {
            return new BodyView("stream", items(stream));
        }
        return new BodyView(message instanceof ObjectMessage ? "object, not shown" : "no body", "");
    }

    private static BodyView ofBytes(BytesMessage message) throws JMSException {
        byte[] bytes = MessageRow.bytes(message);
        String text = Payload.text(bytes);
        boolean readable = text != null && Visible.lines(text).equals(text);
        return new BodyView(Screen.count(bytes.length, "byte"), text != null && readable ? text : dump(bytes));
    }

    private static String entries(MapMessage map) throws JMSException {
        StringBuilder lines = new StringBuilder();
        Enumeration<?> names = map.getMapNames();
        for (Object name : Collections.list(names)) {
            line(lines, Visible.line(String.valueOf(name)) + " = " + value(map.getObject(String.valueOf(name))));
        }
        return lines.toString();
    }

    private static String items(StreamMessage stream) throws JMSException {
        StringBuilder lines = new StringBuilder();
        stream.reset(); // it may have been shown before
        while (true) {
            try {
                line(lines, value(stream.readObject()));
            } catch (MessageEOFException end) {
                return lines.toString();
            }
        }
    }

    private static void line(StringBuilder lines, String line) {
        lines.append(lines.isEmpty() ? "" : "\n").append(line);
    }

    /** A property's or an entry's value, on one line. */
    static String value(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? "0x" + HexFormat.of().formatHex(bytes)
                : Visible.line(String.valueOf(value));
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
