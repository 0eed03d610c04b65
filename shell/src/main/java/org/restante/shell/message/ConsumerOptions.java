package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Option;

/** What poll and subscribe have in common: as whom, by which subscription, and which messages. Filled by picocli. */
final class ConsumerOptions {

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
            description = "The client identifier; durable subscriptions belong to " + ShellSession.CLIENT_ID
                    + " without it, shared ones to nobody.")
    private @Nullable String clientId;

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Which messages, as in \"colour = 'red'\".")
    private @Nullable String selector;

    boolean isDurable() {
        return durable != null;
    }

    /** @throws ShellException if what is wanted does not fit the target */
    void check(Target target) {
        if ((durable != null || shared != null) && !target.isTopic()) {
            throw ShellException.usage(
                    target
                            + " is a queue, which keeps its messages anyway and is shared by all; --durable and --shared are for topics");
        }
        if (durable == null && "".equals(shared)) {
            throw ShellException.usage("--shared needs a name, or --durable NAME");
        }
        if (durable != null && shared != null && !shared.isEmpty()) {
            throw ShellException.usage(
                    "a subscription has one name; say --durable " + VisibleText.line(durable) + " --shared");
        }
    }

    /** To be asked for once: from then on the selector is that of the durable subscription, if there is one. */
    JMSContext connection(ShellSession session, Target target) {
        check(target);
        boolean own = durable != null && shared == null;
        JMSContext connection = session.connection(clientId == null && own ? ShellSession.CLIENT_ID : clientId);
        if (durable != null) {
            selector = Durable.selector(session, target, durable, connection.getClientID(), selector);
        }
        return connection;
    }

    /** Only what was sent so long ago. */
    void olderThan(Duration age) {
        if (durable != null && !age.isZero()) {
            throw ShellException.usage("--older-than would be another selector than the subscription's; look at it with"
                    + " browse --subscription, which has --older-than, too");
        }
        selector = older(selector, age);
    }

    /** Age by the selector, which every provider understands. */
    static @Nullable String older(@Nullable String selector, Duration age) {
        if (age.isZero()) {
            return selector;
        }
        String sent = "JMSTimestamp <= " + (InstantSource.system().millis() - age.toMillis());
        return selector == null ? sent : "(" + selector + ") AND " + sent;
    }

    /** Whether it is consumed on the connection that has no identifier of its own, where transactions are. */
    boolean isAnonymous() {
        return clientId == null && (durable == null || shared != null);
    }

    JMSConsumer open(JMSContext context, Target target) {
        if (durable != null) {
            return shared == null
                    ? context.createDurableConsumer(context.createTopic(target.name()), durable, selector, false)
                    : context.createSharedDurableConsumer(context.createTopic(target.name()), durable, selector);
        }
        return shared == null
                ? context.createConsumer(target.in(context), selector)
                : context.createSharedConsumer(context.createTopic(target.name()), shared, selector);
    }

    String shown(Target target) {
        String name = durable == null ? shared : durable;
        return name == null ? target.toString() : target + " for " + VisibleText.line(name);
    }
}
