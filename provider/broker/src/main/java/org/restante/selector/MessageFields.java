package org.restante.selector;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.message.Correlation;
import org.restante.message.Envelope;
import org.restante.message.Header;

/**
 * The header fields and properties of one message, for selectors. Most selectors need one property, which is
 * found without decoding the others; all are decoded once, when a second one is needed.
 *
 * <p>Owned by the thread that created it.
 */
public final class MessageFields {

    private final Envelope message;
    private @Nullable String firstName;
    private @Nullable Object first;
    private @Nullable Map<String, @Nullable Object> properties;
    private long steps;
    private long end = Selector.MAX_STEPS;

    public MessageFields(Envelope message) {
        this.message = message;
    }

    /** The steps of all selectors that have been applied to it. */
    public long steps() {
        return steps;
    }

    /** A selector is applied to it, with a bound of its own. */
    void begin(int ofSelector) {
        steps += ofSelector;
        end = steps + Selector.MAX_STEPS;
    }

    /** Counts a step. Returns whether the selector may take it. */
    boolean step() {
        steps++;
        return steps <= end;
    }

    /** Whether the selector needed more steps than it may take, so that its value is not known. */
    boolean isOver() {
        return steps > end;
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
        if (properties != null) {
            return properties.get(name);
        } else if (firstName == null) {
            firstName = name;
            first = message.property(name);
        } else if (!firstName.equals(name)) {
            properties = message.properties();
            return properties.get(name);
        }
        return first;
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
