package org.restante.shell.administration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.DiskUse;
import org.restante.link.DiskStatus;
import org.restante.link.Reply;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the disk use of a broker, and what prevents a smaller one. */
@Command(
        name = "disk",
        description =
                "Shows the disk use of the broker, the destinations that keep the oldest part of its log, and what will be freed.",
        footerHeading = "%nExamples:%n",
        footer = {"  disk", "  disk --output json"})
final class DiskCommand implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private Repeating repeating = new Repeating();

    DiskCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return repeating.run(session, this::list);
    }

    private Integer list() {
        try (Admin admin = session.admin()) {
            DiskUse use = admin.diskUse();
            if (session.output().isForPeople()) {
                use.words().forEach(line -> session.screen().show(VisibleText.line(line)));
            } else {
                session.result(row(use));
            }
        }
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> row(DiskUse use) {
        DiskStatus status = use.status();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("log", status.end() - status.first());
        row.put("live", status.live());
        row.put("segment", status.segment());
        row.put("logFiles", status.logFiles());
        row.put("snapshotFiles", status.snapshotFiles());
        row.put("free", status.free() < 0 ? null : status.free());
        row.put("reserve", status.reserve());
        row.put("full", status.full());
        row.put("nextSnapshot", status.nextSnapshot());
        row.put("heldBy", use.holders().stream().map(DiskCommand::holder).toList());
        row.put("words", List.copyOf(use.words()));
        return row;
    }

    private static Map<String, @Nullable Object> holder(Reply.Holder holder) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("destination", holder.destination().toString());
        row.put("subscription", holder.subscription());
        row.put("clientId", holder.clientId());
        row.put("messages", holder.messages());
        row.put("bytes", holder.bytes());
        row.put("oldest", java.time.Instant.ofEpochMilli(holder.oldest()));
        return row;
    }
}
