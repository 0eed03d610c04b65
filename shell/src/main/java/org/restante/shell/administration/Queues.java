package org.restante.shell.administration;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists queues with their counts. */
@Command(
        name = "queues",
        description = {
            "Lists queues: all messages, among them inFlight (delivered, not acknowledged) and delayed; bytes; consumers; the time of"
                    + " the oldest message; messages in and out since the broker started.",
            "A temporary queue, as that of request, has its kind in its name, temp-queue:, and the connection that created it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  queues",
            "  queues 'DLQ.*' --waiting",
            "  queues --sort -messages --max 10",
            "  queues --output json"
        })
final class Queues implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(
            arity = "0..1",
            paramLabel = "QUEUE",
            description = "Only queues with a matching name; * matches any text.")
    private @Nullable String pattern;

    @Option(names = "--waiting", description = "Only queues that have messages.")
    private boolean waiting;

    @Option(names = "--paused", description = "Only paused queues.")
    private boolean paused;

    @Mixin
    private ListOptions listing = new ListOptions();

    @Mixin
    private Repeating repeating = new Repeating();

    Queues(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return repeating.run(session, this::list);
    }

    private Integer list() {
        Pattern glob = ListOptions.glob(pattern);
        try (Admin admin = session.admin()) {
            List<DestinationStatus> all = admin.destinations().stream()
                    .filter(status -> !status.address().kind().isTopic())
                    .toList();
            List<Map<String, @Nullable Object>> rows = all.stream()
                    .filter(status -> !waiting || status.counts().messages() > 0)
                    .filter(status -> !paused || status.paused())
                    .filter(status -> glob.matcher(Topics.name(status)).matches())
                    .map(Queues::row)
                    .toList();
            listing.show(
                    session,
                    admin,
                    rows,
                    all.size(),
                    "queue",
                    "name",
                    "messages",
                    "inFlight",
                    "delayed",
                    "bytes",
                    "consumers",
                    "oldest",
                    "in",
                    "out",
                    "paused",
                    "connection");
        }
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> row(DestinationStatus status) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", Topics.name(status));
        addCounts(row, status);
        row.put("connection", Topics.creator(status));
        return row;
    }

    static void addCounts(Map<String, @Nullable Object> row, DestinationStatus status) {
        Counts counts = status.counts();
        row.put("messages", counts.messages());
        row.put("inFlight", counts.inFlight());
        row.put("delayed", counts.delayed());
        row.put("bytes", counts.bytes());
        row.put("consumers", counts.consumers());
        row.put("oldest", counts.oldest() == 0 ? null : Instant.ofEpochMilli(counts.oldest()));
        row.put("in", status.traffic().queued());
        row.put("out", status.traffic().acknowledged());
        row.put("paused", status.paused());
    }
}
