package org.restante.shell.administration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.DestinationStatus;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the subscriptions of topics with their counts. */
@Command(
        name = "subscriptions",
        description = "Lists subscriptions: client identifier, selector, and counts of messages.",
        footerHeading = "%nExamples:%n",
        footer = {"  subscriptions", "  subscriptions topic:news --durable --waiting"})
final class Subscriptions implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPIC",
            description = "Only subscriptions of matching topics; * matches any text.")
    private @Nullable String pattern;

    @Option(names = "--durable", description = "Only durable subscriptions.")
    private boolean durable;

    @Option(names = "--waiting", description = "Only subscriptions that have messages.")
    private boolean waiting;

    @Mixin
    private ListOptions listing = new ListOptions();

    @Mixin
    private Repeating repeating = new Repeating();

    Subscriptions(ShellSession session) {
        this.session = session;
    }

    /** @param clientId null for a subscription of the shell, or for a shared one without a client identifier */
    static boolean isCalled(DestinationStatus status, String name, @Nullable String clientId) {
        DestinationStatus.Subscription subscription = status.subscription();
        if (subscription == null || !subscription.durable() || !name.equals(subscription.name())) {
            return false;
        }
        String own = subscription.clientId();
        return clientId == null ? own == null || own.equals(ShellSession.CLIENT_ID) : Objects.equals(own, clientId);
    }

    /** @param clientId null for one without a client identifier */
    static boolean isOf(DestinationStatus.Subscription subscription, String name, @Nullable String clientId) {
        return subscription.durable()
                && name.equals(subscription.name())
                && Objects.equals(clientId, subscription.clientId());
    }

    @Override
    public Integer call() throws Exception {
        return repeating.run(session, this::list);
    }

    private Integer list() {
        Pattern glob = ListOptions.topics(pattern);
        try (Admin admin = session.admin()) {
            List<DestinationStatus> all = admin.destinations().stream()
                    .filter(status -> status.subscription() != null)
                    .toList();
            List<Map<String, @Nullable Object>> rows = all.stream()
                    .filter(status -> !waiting || status.counts().messages() > 0)
                    .filter(status -> glob.matcher(Topics.name(status)).matches())
                    .flatMap(this::row)
                    .toList();
            listing.show(
                    session,
                    admin,
                    rows,
                    all.size(),
                    "subscription",
                    "topic",
                    "name",
                    "clientId",
                    "durable",
                    "shared",
                    "selector",
                    "messages",
                    "inFlight",
                    "delayed",
                    "bytes",
                    "consumers",
                    "oldest",
                    "in",
                    "out",
                    "paused");
        }
        return ExitCode.DONE;
    }

    private Stream<Map<String, @Nullable Object>> row(DestinationStatus status) {
        DestinationStatus.Subscription subscription = status.subscription();
        if (subscription == null || (durable && !subscription.durable())) {
            return Stream.empty();
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("topic", Topics.name(status));
        row.put("name", subscription.name());
        row.put("clientId", subscription.clientId());
        row.put("durable", subscription.durable());
        row.put("shared", subscription.shared());
        row.put("selector", subscription.selector());
        Queues.addCounts(row, status);
        return Stream.of(row);
    }
}
