package org.restante.shell.message;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes on a message beside its destination and its body. Filled by picocli. */
final class Stamp {

    @Option(names = "--priority", paramLabel = "0-9", description = "9 is delivered first; usual is 4.")
    private @Nullable Integer priority;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description = "How long the message lives, as in 500ms, 5s, 2m, 1h, 7d; usual is 0, for ever.")
    private Duration timeToLive = Duration.ZERO;

    @Option(names = "--delay", paramLabel = "TIME", description = "How long it is kept back before it is delivered.")
    private Duration delay = Duration.ZERO;

    @Option(names = "--non-persistent", description = "It need not survive the end of the broker.")
    private boolean nonPersistent;

    @Option(names = "--type", paramLabel = "TYPE", description = "The header JMSType.")
    private @Nullable String type;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "The header JMSCorrelationID.")
    private @Nullable String correlationId;

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "A property, as in colour=red; with a type, as in amount:int=5. May be repeated.")
    private List<Property> properties = new ArrayList<>();

    /** @throws jakarta.jms.JMSRuntimeException if a value is not allowed */
    JMSProducer on(JMSProducer producer) {
        producer.setTimeToLive(timeToLive.toMillis())
                .setDeliveryDelay(delay.toMillis())
                .setDeliveryMode(nonPersistent ? DeliveryMode.NON_PERSISTENT : DeliveryMode.PERSISTENT);
        if (priority != null) {
            producer.setPriority(priority);
        }
        if (type != null) {
            producer.setJMSType(type);
        }
        if (correlationId != null) {
            producer.setJMSCorrelationID(correlationId);
        }
        for (Property property : properties) {
            producer.setProperty(property.name(), property.value());
        }
        return producer;
    }
}
