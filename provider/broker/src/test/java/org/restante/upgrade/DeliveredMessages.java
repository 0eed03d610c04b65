package org.restante.upgrade;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.DestinationStatus;

/** All messages that a broker delivers from its queues and durable subscriptions, in order, as lines of text. They are acknowledged. */
final class DeliveredMessages {

    private final List<String> lines = new ArrayList<>();

    private DeliveredMessages() {}

    static List<String> of(DirectoryBroker broker) throws JMSException {
        DeliveredMessages delivered = new DeliveredMessages();
        List<String> queues = queues(broker);
        try (JMSContext context = broker.context()) {
            for (String queue : queues) {
                delivered.receive("queue " + queue, context.createConsumer(context.createQueue(queue)));
            }
            for (Definitions.Durable each : Definitions.DURABLES) {
                if (each.clientId() == null) {
                    delivered.receive("subscription " + each.name(), Definitions.open(context, each));
                }
            }
        }
        try (JMSContext context = broker.context(Definitions.CLIENT, JMSContext.AUTO_ACKNOWLEDGE)) {
            for (Definitions.Durable each : Definitions.DURABLES) {
                if (each.clientId() != null) {
                    delivered.receive("subscription " + each.name(), Definitions.open(context, each));
                }
            }
        }
        return delivered.lines.stream().map(BrokerContents::escaped).toList();
    }

    private static List<String> queues(DirectoryBroker broker) {
        try (Admin admin = broker.admin()) {
            return admin.destinations().stream()
                    .map(DestinationStatus::address)
                    .filter(address ->
                            !address.kind().isTopic() && !address.name().startsWith("$"))
                    .map(address -> address.name())
                    .toList();
        }
    }

    private void receive(String from, JMSConsumer consumer) throws JMSException {
        lines.add(from);
        for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
            message(next);
        }
        consumer.close();
    }

    private void message(Message message) throws JMSException {
        lines.add("  " + message.getJMSMessageID() + " to " + message.getJMSDestination() + " redelivered="
                + message.getJMSRedelivered() + " count=" + message.getIntProperty("JMSXDeliveryCount") + " priority="
                + message.getJMSPriority() + " mode="
                + message.getJMSDeliveryMode() + " timestamp=" + message.getJMSTimestamp() + " expiration="
                + message.getJMSExpiration() + " deliveryTime=" + message.getJMSDeliveryTime());
        lines.add("    correlation=" + message.getJMSCorrelationID() + " replyTo=" + message.getJMSReplyTo() + " type="
                + message.getJMSType());
        for (Object name : names(message.getPropertyNames())) {
            lines.add(
                    "    property " + name + " = " + BrokerContents.typed(message.getObjectProperty(name.toString())));
        }
        lines.add("    body " + body(message));
    }

    private static List<?> names(Enumeration<?> names) {
        return Collections.list(names);
    }

    private static String body(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return "text " + text.getText();
        } else if (message instanceof BytesMessage bytes) {
            byte[] all = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(all);
            return "bytes " + HexFormat.of().formatHex(all);
        } else if (message instanceof MapMessage map) {
            StringBuilder text = new StringBuilder("map");
            for (Object name : names(map.getMapNames())) {
                text.append(' ').append(name).append('=').append(BrokerContents.typed(map.getObject(name.toString())));
            }
            return text.toString();
        } else if (message instanceof StreamMessage stream) {
            return stream(stream);
        } else if (message instanceof ObjectMessage object) {
            return "object " + BrokerContents.typed(object.getObject());
        }
        return "none";
    }

    private static String stream(StreamMessage stream) throws JMSException {
        StringBuilder text = new StringBuilder("stream");
        try {
            while (true) {
                @Nullable Object item = stream.readObject();
                text.append(' ').append(BrokerContents.typed(item));
            }
        } catch (MessageEOFException end) {
            return text.append(" end").toString();
        }
    }
}
