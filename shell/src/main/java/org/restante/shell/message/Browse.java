package org.restante.shell.message;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.time.Duration;
import java.util.Enumeration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.MessageFilter;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows waiting messages and leaves them in place. */
@Command(
        name = "browse",
        description = {
            "Shows the waiting messages of a queue or a subscription in order, and leaves them there. Exit code 3: no message waits."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  browse orders",
            "  browse orders --selector \"JMSPriority > 6\" --older-than 1h --max 10",
            "  browse topic:news --subscription anna",
            "  browse DLQ.orders --format '{id} {properties.JMS_RESTANTE_REASON}'"
        })
final class Browse implements Callable<Integer> {

    private final ShellSession session;

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(paramLabel = "DEST", description = "A queue: orders or queue:orders; or a topic with --subscription.")
    private Target target;

    @Option(
            names = "--subscription",
            paramLabel = "SUBSCRIPTION",
            description = "Show the messages of this durable subscription of the topic.")
    private @Nullable String subscription;

    @Option(
            names = "--client-id",
            paramLabel = "CLIENT-ID",
            description =
                    "The client identifier of the subscription; default: " + ShellSession.CLIENT_ID + "; '' for none.")
    private String clientId = ShellSession.CLIENT_ID;

    @Option(names = "--max", paramLabel = "N", description = "Show at most N messages; default: 100.")
    private int max = 100;

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description = "Only messages that match, for example \"colour = 'red'\".")
    private @Nullable String selector;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only messages sent at least this long ago.")
    private Duration olderThan = Duration.ZERO;

    Browse(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        if (max < 1) {
            throw ShellException.usage("--max is " + max + "; give at least 1");
        }
        if (target.isTopic() != (subscription != null)) {
            throw ShellException.usage(
                    target.isTopic()
                            ? target + " is a topic, which keeps no messages itself; add --subscription NAME"
                            : target + " is a queue; --subscription is for topics");
        }
        boolean found = subscription == null ? queue() : subscription(subscription);
        if (!found) {
            session.screen().note("no message waits in " + target);
        }
        return found ? ExitCode.DONE : ExitCode.NOTHING;
    }

    private boolean queue() throws JMSException {
        JMSContext context = session.connection();
        int shown = 0;
        try (QueueBrowser browser = context.createBrowser(
                        context.createQueue(target.name()), ConsumerOptions.older(selector, olderThan));
                MessageOutput output = new MessageOutput(session)) {
            Enumeration<?> messages = browser.getEnumeration();
            while (shown < max && messages.hasMoreElements()) {
                output.show((Message) messages.nextElement(), null);
                shown++;
            }
        }
        return shown > 0;
    }

    private long output(Stream<BrowsedMessage> messages) {
        try (MessageOutput output = new MessageOutput(session)) {
            return messages.map(BrowsedRow::of).peek(output::show).count();
        }
    }

    private boolean subscription(String name) {
        MessageFilter filter = MessageFilter.all().withInFlight().limit(max);
        filter = selector == null ? filter : filter.selector(selector);
        filter = olderThan.isZero() ? filter : filter.olderThan(olderThan);
        try (Admin admin = session.admin();
                Stream<BrowsedMessage> messages = admin.subscription(
                                target.address(), clientId.isEmpty() ? null : clientId, name)
                        .browse(filter)) {
            return output(messages) > 0;
        }
    }
}
