package org.restante.shell.administration;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.DeliveryFilter;
import org.restante.link.DeliveryStatus;
import org.restante.shell.output.Bound;
import org.restante.shell.output.Results;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the delivery status of messages: each step with its time. */
@Command(
        name = "status",
        description = {
            "Shows the delivery status of a message: each step with its time and the time since the step before, for each"
                    + " subscription that got it. Without MESSAGE-ID lists deliveries: first those that wait, then finished ones still on"
                    + " record."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  status ID:1e9faf7d-100000001-2",
            "  status --state DEAD_LETTERED --since 1h",
            "  status --of orders --max 20 --output ndjson"
        })
final class Status implements Callable<Integer> {

    private static final String[] COLUMNS = {
        "id", "destination", "subscription", "state", "since", "attempts", "consumer", "clientId", "reason"
    };

    private final ShellSession session;

    @Parameters(
            arity = "0..1",
            paramLabel = "MESSAGE-ID",
            description =
                    "The identifier that publish, poll and browse show; ID: may be left out. Or the number of a held message.")
    private @Nullable String messageId;

    @Option(names = "--of", paramLabel = "DEST", description = "Only deliveries of this queue or topic.")
    private @Nullable Target destination;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only deliveries in this state: ${COMPLETION-CANDIDATES}.")
    private DeliveryStatus.@Nullable State state;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only deliveries that reached their state within this time, for example 5m, 1h or 7d.")
    private @Nullable Duration since;

    @Option(names = "--max", paramLabel = "N", description = Bound.OPTION)
    private @Nullable Long max;

    @Mixin
    private Repeating repeating = new Repeating();

    Status(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        boolean selects = destination != null || state != null || since != null;
        if (messageId != null && selects) {
            throw ShellException.usage("a MESSAGE-ID excludes --of, --state and --since; leave them out");
        }
        return repeating.run(session, this::list);
    }

    private Integer list() throws JMSException {
        try (Admin admin = session.admin()) {
            if (messageId == null) {
                list(admin);
            } else {
                one(admin, identifier(messageId));
            }
        }
        return ExitCode.DONE;
    }

    /** The message identifier; for the number of a held message that of the message. */
    private String identifier(String name) throws JMSException {
        HeldMessages heldMessages = session.heldMessages();
        Message message = heldMessages == null ? null : heldMessages.message(heldMessages.find(name));
        String id = message == null ? null : message.getJMSMessageID();
        return id == null ? name : id;
    }

    private void one(Admin admin, String id) {
        List<DeliveryStatus> statuses = admin.status(id);
        if (statuses.isEmpty()) {
            throw ShellException.unknownMessage(id);
        }
        if (session.output().isForPeople()) {
            Timeline timeline = new Timeline(session.screen());
            statuses.forEach(timeline::show);
            return;
        }
        try (Results results = session.results(
                "id", "destination", "subscription", "state", "time", "attempt", "consumer", "clientId", "reason")) {
            statuses.forEach(status -> status.steps().forEach(step -> results.add(step(status, step))));
        }
    }

    private static Map<String, @Nullable Object> step(DeliveryStatus status, DeliveryStatus.Step step) {
        Map<String, @Nullable Object> row = named(status);
        row.put("state", step.state().toString());
        row.put("time", Instant.ofEpochMilli(step.time()));
        row.put("attempt", step.attempt());
        row.put("consumer", step.consumer());
        row.put("clientId", step.clientId());
        row.put("reason", step.reason());
        return row;
    }

    private static Map<String, @Nullable Object> named(DeliveryStatus status) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", status.id().toString());
        row.put("destination", status.destination().toString());
        row.put("subscription", status.subscription());
        return row;
    }

    private void list(Admin admin) {
        DeliveryFilter filter = DeliveryFilter.all();
        filter = destination == null ? filter : filter.destination(destination.address());
        filter = state == null ? filter : filter.state(state);
        filter = since == null
                ? filter
                : filter.from(Instant.ofEpochMilli(admin.info().about().now()).minus(since));
        Bound bound = Bound.of(max, session.screen(), session.output());
        filter = filter.limit(bound.isOwn() ? bound.most() + 1 : bound.most()); // one more shows whether there are more
        boolean more = false;
        try (Results results = session.results(COLUMNS);
                Stream<DeliveryStatus> deliveries = admin.deliveries(filter)) {
            Iterator<DeliveryStatus> each = deliveries.iterator();
            for (long shown = 0; shown < bound.most() && each.hasNext(); shown++) {
                results.add(row(each.next()));
            }
            more = bound.isOwn() && each.hasNext();
        }
        if (more) {
            bound.reportMore(session.screen(), null);
        }
    }

    private static Map<String, @Nullable Object> row(DeliveryStatus status) {
        List<DeliveryStatus.Step> steps = status.steps();
        DeliveryStatus.Step last = steps.get(steps.size() - 1);
        Map<String, @Nullable Object> row = named(status);
        row.put("state", last.state().toString());
        row.put("since", Instant.ofEpochMilli(last.time()));
        row.put("attempts", last.attempt()); // a message that comes back unseen counts one less than before
        row.put("consumer", last.consumer());
        row.put("clientId", last.clientId());
        row.put("reason", last.reason());
        return row;
    }
}
