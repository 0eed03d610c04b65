package org.restante.shell.content;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Option;

/** The options for headers and properties of a message; options not given change nothing. Filled by picocli. */
public final class Stamp {

    @Option(names = "--priority", paramLabel = "0-9", description = "The priority; 9 is delivered first; default: 4.")
    private @Nullable Integer priority;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "The time to live, for example 500ms, 5s, 2m, 1h or 7d; default: 0, no limit.")
    private @Nullable Duration timeToLive;

    @Option(names = "--delay", paramLabel = "TIME", description = "Delay the delivery by this time.")
    private @Nullable Duration delay;

    @Option(
            names = "--non-persistent",
            description = "Do not keep the message when the broker ends; the shell's own broker ends with the shell.")
    private boolean nonPersistent;

    @Option(names = "--type", paramLabel = "TYPE", description = "The header JMSType.")
    private @Nullable String type;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "The header JMSCorrelationID.")
    private @Nullable String correlationId;

    @Option(names = "--reply-to", paramLabel = "DEST", description = "The header JMSReplyTo.")
    private @Nullable Target replyTo;

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "A property, for example colour=red, or amount:int=5 with a type. May be repeated.")
    private List<Property> properties = new ArrayList<>();

    /**
     * Sets the headers and properties on a producer.
     *
     * @param texts fills the placeholders of a template
     * @throws jakarta.jms.JMSRuntimeException if a value is not allowed
     */
    public JMSProducer on(JMSProducer producer, JMSContext context, UnaryOperator<String> texts) {
        if (timeToLive != null) {
            producer.setTimeToLive(timeToLive.toMillis());
        }
        if (delay != null) {
            delay(producer, delay.toMillis());
        }
        if (nonPersistent) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        }
        if (priority != null) {
            producer.setPriority(priority);
        }
        if (type != null) {
            producer.setJMSType(type);
        }
        if (correlationId != null) {
            producer.setJMSCorrelationID(texts.apply(correlationId));
        }
        if (replyTo != null) {
            producer.setJMSReplyTo(replyTo.in(context));
        }
        for (Property property : properties) {
            producer.setProperty(property.name(), property.value(texts));
        }
        return producer;
    }

    /** @throws ShellException if the provider has no delivery delay, such as ActiveMQ Classic */
    static void delay(JMSProducer producer, long millis) {
        try {
            producer.setDeliveryDelay(millis);
        } catch (UnsupportedOperationException e) {
            throw ShellException.failed("this provider does not support delivery delay; leave the delay out", e);
        }
    }

    /**
     * Checks the values.
     *
     * @throws ShellException if a value is invalid
     */
    public void check() {
        if (priority != null && (priority < 0 || priority > 9)) {
            throw ShellException.usage("--priority is " + priority + "; give 0 to 9");
        }
    }

    /** Sets the time to live, unless the user has given one. */
    public void otherwiseLives(Duration time) {
        timeToLive = timeToLive == null ? time : timeToLive;
    }
}
