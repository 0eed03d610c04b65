package org.restante.shell.administration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.Counts;
import org.restante.link.DestinationStatus;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists topics with the sums of their subscriptions. */
@Command(
        name = "topics",
        description = {
            "Lists topics: the number of subscriptions, and the sums of their messages.",
            "A temporary topic has its kind in its name, temp-topic:, and the connection that created it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  topics", "  topics 'news.*' --sort -messages"})
final class Topics implements Callable<Integer> {

    /** The form of the names that the broker gives: the number of the connection, and a number of its own. */
    private static final Pattern TEMPORARY = Pattern.compile("([0-9a-f]{1,16})-\\d+-[0-9a-f]{16}");

    private static final int HEX = 16;

    private static final String[] COLUMNS = {
        "name", "subscriptions", "messages", "inFlight", "bytes", "consumers", "paused", "connection"
    };

    private final ShellSession session;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPIC",
            description = "Only topics with a matching name; * matches any text.")
    private @Nullable String pattern;

    @Mixin
    private ListOptions listing = new ListOptions();

    @Mixin
    private Repeating repeating = new Repeating();

    Topics(ShellSession session) {
        this.session = session;
    }

    /** The name without its kind; a temporary destination keeps the kind, as {@code temp-queue:}. */
    static String name(DestinationStatus status) {
        return status.address().nameForText();
    }

    /** The number of the connection that created a temporary destination; null for another destination. */
    static @Nullable String creator(DestinationStatus status) {
        Matcher name = TEMPORARY.matcher(status.address().name());
        return status.address().kind().isTemporary() && name.matches()
                ? String.valueOf(Long.parseUnsignedLong(name.group(1), HEX))
                : null;
    }

    @Override
    public Integer call() throws Exception {
        return repeating.run(session, this::list);
    }

    private Integer list() {
        Pattern glob = ListOptions.topics(pattern);
        try (Admin admin = session.admin()) {
            Map<String, List<DestinationStatus>> topics = new LinkedHashMap<>();
            for (DestinationStatus status : admin.destinations()) {
                if (status.address().kind().isTopic()) {
                    topics.computeIfAbsent(name(status), own -> new ArrayList<>())
                            .add(status);
                }
            }
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            topics.forEach((name, all) -> {
                if (glob.matcher(name).matches()) {
                    rows.add(row(name, all));
                }
            });
            listing.show(session, admin, rows, topics.size(), "topic", COLUMNS);
        }
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> row(String name, List<DestinationStatus> all) {
        List<DestinationStatus> subscriptions =
                all.stream().filter(status -> status.subscription() != null).toList();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("subscriptions", subscriptions.size());
        row.put("messages", sum(subscriptions, Counts::messages));
        row.put("inFlight", sum(subscriptions, Counts::inFlight));
        row.put("bytes", sum(subscriptions, Counts::bytes));
        row.put("consumers", sum(subscriptions, Counts::consumers));
        row.put("paused", all.stream().anyMatch(each -> each.subscription() == null && each.paused()));
        row.put("connection", creator(all.get(0)));
        return row;
    }

    private static long sum(List<DestinationStatus> all, ToLongFunction<Counts> count) {
        return all.stream().map(DestinationStatus::counts).mapToLong(count).sum();
    }
}
