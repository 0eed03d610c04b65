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
import org.restante.admin.AdminException;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.MessageAdmin;
import org.restante.admin.MessageFilter;
import org.restante.shell.output.Bound;
import org.restante.shell.session.KnownDestinations;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows waiting messages and leaves them in place. */
@Command(
        name = "browse",
        description = {
            "Shows the waiting messages of a queue or a subscription in order, and leaves them there. Exit code 3: no message waits, none matches,"
                    + " or there is no such queue or subscription; standard error has which.",
            "On a terminal JSON is indented, and a body of more than 20 lines or 2,000 characters is cut; show has the whole."
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

    @Option(names = "--max", paramLabel = "N", description = Bound.OPTION)
    private @Nullable Long max;

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description = "Only messages that match, for example \"colour = 'red'\".")
    private @Nullable String selector;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only messages sent at least this long ago.")
    private Duration olderThan = Duration.ZERO;

    @Mixin
    private BodyOptions bodies = new BodyOptions();

    Browse(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        Bound bound = Bound.of(max, session.screen(), session.output());
        if (target.isTopic() != (subscription != null)) {
            throw ShellException.usage(
                    target.isTopic()
                            ? target + " is a topic, which keeps no messages itself; add --subscription NAME"
                            : target + " is a queue; --subscription is for topics");
        }
        boolean found = subscription == null ? queue(bound) : subscription(subscription, bound);
        if (!found) {
            session.screen().note(nothing(subscription).why(session, selector != null || !olderThan.isZero()));
        }
        return found ? ExitCode.DONE : ExitCode.NOTHING;
    }

    private Nothing nothing(@Nullable String name) {
        String shown = target + " for " + VisibleText.line(String.valueOf(name));
        return name == null
                ? Nothing.of(target, false)
                : Nothing.of(target, shown, name, clientId.isEmpty() ? null : clientId);
    }

    private boolean queue(Bound bound) throws JMSException {
        JMSContext context = session.connection();
        String wanted = ConsumerOptions.older(selector, olderThan);
        long shown = 0;
        boolean more;
        try (QueueBrowser browser = context.createBrowser(context.createQueue(target.name()), wanted)) {
            Enumeration<?> messages = browser.getEnumeration();
            try (MessageOutput output = new MessageOutput(session, bodies)) {
                while (shown < bound.most() && messages.hasMoreElements()) {
                    output.show((Message) messages.nextElement(), null);
                    shown++;
                }
            }
            more = bound.isOwn() && shown == bound.most() && messages.hasMoreElements();
        }
        if (more) {
            bound.reportMore(session.screen(), countOrNull(wanted));
        }
        return shown > 0;
    }

    /** The number of messages that match; null if the provider or the permissions of the user do not show it. */
    private @Nullable Long countOrNull(@Nullable String wanted) {
        if (!session.broker().isRestante()) {
            return null;
        }
        MessageFilter filter = MessageFilter.all();
        try (Admin admin = session.admin()) {
            return admin.queue(target.address())
                    .count(wanted == null ? filter : filter.selector(wanted))
                    .messages();
        } catch (AdminException | ShellException mayNotAsk) {
            return null;
        }
    }

    private boolean subscription(String name, Bound bound) {
        MessageFilter filter = MessageFilter.all().withInFlight();
        filter = selector == null ? filter : filter.selector(selector);
        filter = olderThan.isZero() ? filter : filter.olderThan(olderThan);
        try (Admin admin = session.admin()) {
            KnownDestinations.check(admin, target);
            MessageAdmin place = admin.subscription(target.address(), clientId.isEmpty() ? null : clientId, name);
            long shown = output(place, filter, bound);
            long all =
                    bound.isOwn() && shown == bound.most() ? place.count(filter).messages() : 0;
            if (all > shown) {
                bound.reportMore(session.screen(), all);
            }
            return shown > 0;
        }
    }

    private long output(MessageAdmin place, MessageFilter filter, Bound bound) {
        try (Stream<BrowsedMessage> messages = place.browse(filter.limit(bound.most()));
                MessageOutput output = new MessageOutput(session, bodies)) {
            return messages.map(BrowsedRow::of).peek(output::show).count();
        }
    }
}
