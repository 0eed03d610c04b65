package org.restante.selector;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.message.Correlation;
import org.restante.message.Envelope;
import org.restante.message.Header;

/**
 * The header fields and properties of one message, for selectors. The properties are decoded once, when a selector first needs one.
 *
 * <p>Owned by the thread that created it.
 */
public final class MessageFields {

    private final Envelope message;
    private @Nullable Map<String, @Nullable Object> properties;

    public MessageFields(Envelope message) {
        this.message = message;
    }

    /** A string, a boolean, a number; null if the field or property is not set. */
    @Nullable
    Object value(String name) {
        return name.startsWith("JMS") ? headerField(name) : property(name);
    }

    private @Nullable Object headerField(String name) {
        Header header = message.header();
        return switch (name) {
            case "JMSDeliveryMode" -> header.persistent() ? "PERSISTENT" : "NON_PERSISTENT";
            case "JMSPriority" -> header.priority();
            case "JMSMessageID" -> header.id().toString();
            case "JMSTimestamp" -> header.timestamp();
            case "JMSCorrelationID" -> correlation(header.correlation());
            case "JMSType" -> header.type();
            default -> property(name);
        };
    }

    private static @Nullable String correlation(@Nullable Correlation correlation) {
        return correlation == null ? null : correlation.text();
    }

    private @Nullable Object property(String name) {
        if (properties == null) {
            properties = message.properties();
        }
        return properties.get(name);
    }

    /** Whether a selector may use this name; section 3.8.1.1 allows only six header fields. */
    static boolean isName(String name) {
        return !name.startsWith("JMS")
                || name.startsWith("JMSX")
                || name.startsWith("JMS_")
                || switch (name) {
                    case "JMSDeliveryMode",
                            "JMSPriority",
                            "JMSMessageID",
                            "JMSTimestamp",
                            "JMSCorrelationID",
                            "JMSType" -> true;
                    default -> false;
                };
    }
}
