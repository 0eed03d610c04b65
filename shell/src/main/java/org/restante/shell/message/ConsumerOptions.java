package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Option;

/** The options that poll and subscribe share: client identifier, subscription and selector. Filled by picocli. */
final class ConsumerOptions {

    @Option(
            names = "--durable",
            paramLabel = "SUBSCRIPTION",
            description = "The durable subscription of the topic; it is created if missing, and stays.")
    private @Nullable String durable;

    @Option(
            names = "--shared",
            paramLabel = "SUBSCRIPTION",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Share the subscription with other consumers: the one of --durable, else the one named here, which ends with its"
                            + " last consumer.")
    private @Nullable String shared;

    @Option(
            names = "--client-id",
            paramLabel = "CLIENT-ID",
            description = "The client identifier; default: " + ShellSession.CLIENT_ID
                    + " for durable subscriptions, none for shared ones.")
    private @Nullable String clientId;

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description = "Only messages that match, for example \"colour = 'red'\".")
    private @Nullable String selector;

    /** Where to note that opening the subscription created it; null if it was there, or this is unknown. */
    private @Nullable Screen creating;

    boolean isDurable() {
        return durable != null;
    }

    /** @throws ShellException if the options do not fit the target */
    void check(Target target) {
        if ((durable != null || shared != null) && !target.isTopic()) {
            throw ShellException.usage(
                    target
                            + " is a queue; --durable and --shared are for topics (a queue keeps its messages, and all consumers share them)");
        }
        if (durable == null && "".equals(shared)) {
            throw ShellException.usage("--shared needs a name, or --durable NAME");
        }
        if (durable != null && shared != null && !shared.isEmpty()) {
            throw ShellException.usage(
                    "a subscription has one name; give --durable " + VisibleText.line(durable) + " --shared");
        }
    }

    /** The connection to consume on. The trap: call it once, because it replaces the selector with that of an existing durable subscription. */
    JMSContext connection(ShellSession session, Target target) {
        check(target);
        boolean own = durable != null && shared == null;
        JMSContext connection = session.connection(clientId == null && own ? ShellSession.CLIENT_ID : clientId);
        if (durable != null) {
            Durable.Opening opening = Durable.opening(session, target, durable, connection.getClientID(), selector);
            selector = opening.selector();
            creating = opening.creates() ? session.screen() : null;
        }
        return connection;
    }

    /** Restricts the selector to messages of a minimum age. */
    void olderThan(Duration age) {
        if (durable != null && !age.isZero()) {
            throw ShellException.usage("--older-than would change the selector of the durable subscription; use"
                    + " browse --subscription with --older-than instead");
        }
        selector = older(selector, age);
    }

    /** Adds the minimum age to a selector, which works with every provider. */
    static @Nullable String older(@Nullable String selector, Duration age) {
        if (age.isZero()) {
            return selector;
        }
        String sent = "JMSTimestamp <= " + (InstantSource.system().millis() - age.toMillis());
        return selector == null ? sent : "(" + selector + ") AND " + sent;
    }

    /** Whether it uses the connection without a client identifier, which transactions use. */
    boolean isAnonymous() {
        return clientId == null && (durable == null || shared != null);
    }

    JMSConsumer open(JMSContext context, Target target) {
        JMSConsumer consumer = consumer(context, target);
        if (creating != null) {
            creating.note(
                    "created the durable subscription " + VisibleText.line(String.valueOf(durable)) + " of " + target);
            creating = null;
        }
        return consumer;
    }

    private JMSConsumer consumer(JMSContext context, Target target) {
        if (durable != null) {
            return shared == null
                    ? context.createDurableConsumer(context.createTopic(target.name()), durable, selector, false)
                    : context.createSharedDurableConsumer(context.createTopic(target.name()), durable, selector);
        }
        return shared == null
                ? context.createConsumer(target.in(context), selector)
                : context.createSharedConsumer(context.createTopic(target.name()), shared, selector);
    }

    /** Whether a selector or an age of the command chooses among the messages; the selector of an existing subscription does not count. */
    boolean isChosen() {
        return selector != null && durable == null;
    }

    /** The explanation of an empty poll. */
    Nothing nothing(Target target, JMSContext connection) {
        return durable == null
                ? Nothing.of(target, true)
                : Nothing.of(target, shown(target), durable, connection.getClientID());
    }

    String shown(Target target) {
        String name = durable == null ? shared : durable;
        return name == null ? target.toString() : target + " for " + VisibleText.line(name);
    }
}
