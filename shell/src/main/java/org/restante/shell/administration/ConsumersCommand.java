package org.restante.shell.administration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.ConnectionStatus;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists consumers. */
@Command(
        name = "consumers",
        description =
                "Lists consumers: destination, messages in flight, and credit, the number of further messages that the broker may send.",
        footerHeading = "%nExamples:%n",
        footer = {"  consumers", "  consumers orders", "  consumers 'topic:*' --sort -inFlight"})
final class ConsumersCommand implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(
            arity = "0..1",
            paramLabel = "DEST",
            description = "Only consumers of matching destinations; * matches any text.")
    private @Nullable String pattern;

    @Mixin
    private ListOptions listing = new ListOptions();

    @Mixin
    private Repeating repeating = new Repeating();

    ConsumersCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return repeating.run(session, this::list);
    }

    private Integer list() {
        boolean named = pattern != null && (pattern.startsWith("queue:") || pattern.startsWith("topic:"));
        Pattern glob = ListOptions.glob(pattern == null ? null : named ? pattern : "*:" + pattern);
        try (Admin admin = session.admin()) {
            List<ConnectionStatus> connections = admin.connections();
            long all = connections.stream()
                    .mapToLong(connection -> connection.consumers().size())
                    .sum();
            List<Map<String, @Nullable Object>> rows = connections.stream()
                    .flatMap(connection -> connection.consumers().stream()
                            .filter(each ->
                                    glob.matcher(each.destination().toString()).matches())
                            .map(each -> row(connection, each)))
                    .toList();
            listing.show(
                    session,
                    admin,
                    rows,
                    all,
                    "consumer",
                    "name",
                    "destination",
                    "subscription",
                    "selector",
                    "inFlight",
                    "credit",
                    "connection",
                    "clientId");
        }
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> row(ConnectionStatus connection, ConnectionStatus.Consumer consumer) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", consumer.name());
        row.put("destination", consumer.destination().toString());
        row.put("subscription", consumer.subscription());
        row.put("selector", consumer.selector());
        row.put("inFlight", consumer.inFlight());
        row.put("credit", consumer.credit());
        row.put("connection", String.valueOf(connection.id()));
        row.put("clientId", connection.clientId());
        return row;
    }
}
