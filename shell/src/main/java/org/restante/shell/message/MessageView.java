package org.restante.shell.message;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.Visible;

/** Shows a message: a line of headers, then its properties and its body, indented so that no body can pass for a header. */
final class MessageView {

    private static final String INDENT = "    ";
    private static final String COUNT = "JMSXDeliveryCount";
    private static final int USUAL_PRIORITY = Message.DEFAULT_PRIORITY;

    private final Screen screen;

    MessageView(Screen screen) {
        this.screen = screen;
    }

    /** @param number what the user may call it by; null if nothing */
    void show(Message message, @Nullable Integer number) throws JMSException {
        BodyView body = BodyView.of(message);
        StringBuilder shown = new StringBuilder();
        shown.append(number == null ? "" : "[" + number + "] ")
                .append(screen.bold(BodyView.value(message.getJMSMessageID())))
                .append(screen.faint("  " + String.join("  ", headers(message, body.kind()))));
        Enumeration<?> names = message.getPropertyNames();
        for (Object name : Collections.list(names)) {
            if (!name.equals(COUNT)) {
                Object value = message.getObjectProperty(String.valueOf(name));
                String property = Visible.line(String.valueOf(name)) + " = " + BodyView.value(value);
                shown.append('\n').append(screen.faint(INDENT + "property " + property));
            }
        }
        if (!body.text().isEmpty()) {
            body.text()
                    .lines()
                    .forEach(line -> shown.append('\n').append(INDENT).append(line));
        }
        screen.show(shown.toString());
    }

    /** What is as usual is left out. */
    private static List<String> headers(Message message, @Nullable String kind) throws JMSException {
        List<String> headers = new ArrayList<>();
        headers.add(Screen.time(message.getJMSTimestamp()));
        headers.add(BodyView.value(message.getJMSDestination()));
        if (message.getJMSRedelivered()) {
            headers.add("delivery " + message.getIntProperty(COUNT));
        }
        if (message.getJMSPriority() != USUAL_PRIORITY) {
            headers.add("priority " + message.getJMSPriority());
        }
        if (message.getJMSDeliveryMode() == DeliveryMode.NON_PERSISTENT) {
            headers.add("non-persistent");
        }
        addIfAny(headers, "type ", message.getJMSType());
        addIfAny(headers, "correlation ", message.getJMSCorrelationID());
        addIfAny(headers, "reply to ", message.getJMSReplyTo());
        if (message.getJMSExpiration() != 0) {
            headers.add("expires " + Screen.time(message.getJMSExpiration()));
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
