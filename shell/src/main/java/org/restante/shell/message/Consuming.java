package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.Visible;
import org.restante.shell.visit.Target;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Option;

/** What poll and subscribe have in common: as whom, by which subscription, and which messages. Filled by picocli. */
final class Consuming {

    @Option(
            names = "--durable",
            paramLabel = "SUBSCRIPTION",
            description = "The durable subscription of the topic; made if it is not there, and kept.")
    private @Nullable String durable;

    @Option(
            names = "--shared",
            paramLabel = "SUBSCRIPTION",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Share a subscription with others: with --durable that one, else the one named here, which ends with its"
                            + " last consumer.")
    private @Nullable String shared;

    @Option(
            names = "--client-id",
            paramLabel = "CLIENT-ID",
            description = "The client identifier; durable subscriptions belong to " + Visit.CLIENT_ID
                    + " without it, shared ones to nobody.")
    private @Nullable String clientId;

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Which messages, as in \"colour = 'red'\".")
    private @Nullable String selector;

    boolean isDurable() {
        return durable != null;
    }

    JMSContext connection(Visit visit, Target target) {
        if ((durable != null || shared != null) && !target.isTopic()) {
            throw ShellException.usage(
                    target
                            + " is a queue, which keeps its messages anyway and is shared by all; --durable and --shared are for topics");
        }
        if (durable == null && "".equals(shared)) {
            throw ShellException.usage("--shared needs a name, or --durable NAME");
        }
        boolean own = durable != null && shared == null;
        return visit.connection(clientId == null && own ? Visit.CLIENT_ID : clientId);
    }

    /** Whether it is consumed on the connection that has no identifier of its own, where transactions are. */
    boolean isAnonymous() {
        return clientId == null && (durable == null || shared != null);
    }

    JMSConsumer open(JMSContext session, Target target) {
        if (durable != null) {
            return shared == null
                    ? session.createDurableConsumer(session.createTopic(target.name()), durable, selector, false)
                    : session.createSharedDurableConsumer(session.createTopic(target.name()), durable, selector);
        }
        return shared == null
                ? session.createConsumer(target.in(session), selector)
                : session.createSharedConsumer(session.createTopic(target.name()), shared, selector);
    }

    String shown(Target target) {
        String name = durable == null ? shared : durable;
        return name == null ? target.toString() : target + " for " + Visible.line(name);
    }
}
