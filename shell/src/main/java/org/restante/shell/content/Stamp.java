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

/** What goes on a message beside its destination and its body; what is not said stays as it is. Filled by picocli. */
public final class Stamp {

    @Option(names = "--priority", paramLabel = "0-9", description = "9 is delivered first; usual is 4.")
    private @Nullable Integer priority;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "How long the message lives, as in 500ms, 5s, 2m, 1h, 7d; usual is 0, for ever.")
    private @Nullable Duration timeToLive;

    @Option(names = "--delay", paramLabel = "TIME", description = "How long it is kept back before it is delivered.")
    private @Nullable Duration delay;

    @Option(names = "--non-persistent", description = "It need not survive the end of the broker.")
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
            description = "A property, as in colour=red; with a type, as in amount:int=5. May be repeated.")
    private List<Property> properties = new ArrayList<>();

    /**
     * Puts it on what a producer sends.
     *
     * @param texts what becomes of a text, such as a template
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

    /** @throws ShellException if the provider has none, as ActiveMQ Classic */
    static void delay(JMSProducer producer, long millis) {
        try {
            producer.setDeliveryDelay(millis);
        } catch (UnsupportedOperationException e) {
            throw ShellException.failed("this provider keeps no message back until a time; leave the delay out", e);
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

    /** How long it lives, where the user says nothing. */
    public void otherwiseLives(Duration time) {
        timeToLive = timeToLive == null ? time : timeToLive;
    }
}
