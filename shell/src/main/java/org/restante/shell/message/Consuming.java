package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.Visible;
import org.restante.shell.visit.Target;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What poll and subscribe have in common: from where, as whom, and which messages. Filled by picocli. */
final class Consuming {

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(paramLabel = "DEST", description = "orders or queue:orders is a queue, topic:news a topic.")
    private Target target;

    @Option(
            names = "--durable",
            paramLabel = "NAME",
            description = "The durable subscription of the topic; made if it is not there, and kept.")
    private @Nullable String durable;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The client identifier; durable subscriptions belong to " + Visit.CLIENT_ID + " without it.")
    private @Nullable String clientId;

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Which messages, as in \"colour = 'red'\".")
    private @Nullable String selector;

    Target target() {
        return target;
    }

    boolean isDurable() {
        return durable != null;
    }

    JMSContext connection(Visit visit) {
        if (durable != null && !target.isTopic()) {
            throw ShellException.usage(
                    target + " is a queue, which keeps its messages anyway; --durable is for topics");
        }
        return visit.connection(clientId == null && durable != null ? Visit.CLIENT_ID : clientId);
    }

    JMSConsumer open(JMSContext session) {
        if (durable == null) {
            return session.createConsumer(target.in(session), selector);
        }
        return session.createDurableConsumer(session.createTopic(target.name()), durable, selector, false);
    }

    @Override
    public String toString() {
        return durable == null ? target.toString() : target + " for " + Visible.line(durable);
    }
}
