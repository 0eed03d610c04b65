package org.restante.shell.administration;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.Schedule;
import org.restante.shell.output.Results;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists schedules, or cancels one. */
@Command(
        name = "schedule",
        description = {
            "Lists schedules: messages with a cron expression or a period, whose copies the broker sends. --cancel"
                    + " cancels one. A message is scheduled by its properties, as in the last example."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  schedule",
            "  schedule --cancel ID:1e9faf7d-100000001-2 --yes",
            "  publish reports 'daily' --property JMS_RESTANTE_CRON='0 6 * * *'"
        })
final class ScheduleCommand implements Callable<Integer> {

    private final ShellSession session;

    @Option(
            names = "--cancel",
            paramLabel = "SCHEDULE",
            description = "Cancel this schedule; copies already sent stay.")
    private @Nullable String cancel;

    @Mixin
    private Confirming confirming = new Confirming();

    @Mixin
    private Repeating repeating = new Repeating();

    ScheduleCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (cancel == null) {
            return repeating.run(session, this::list);
        }
        try (Admin admin = session.admin()) {
            cancel(admin, cancel);
        }
        return ExitCode.DONE;
    }

    private Integer list() {
        try (Admin admin = session.admin()) {
            list(admin);
        }
        return ExitCode.DONE;
    }

    private void list(Admin admin) {
        try (Results results = session.results("id", "destination", "timing", "next", "sent")) {
            for (Schedule schedule : admin.schedules()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("id", schedule.id());
                row.put("destination", schedule.destination());
                row.put("timing", schedule.timing());
                row.put("next", schedule.next() == 0 ? null : Instant.ofEpochMilli(schedule.next()));
                row.put("sent", schedule.sent());
                results.add(row);
            }
        }
    }

    private void cancel(Admin admin, String id) throws Exception {
        String what = "cancel the schedule " + VisibleText.line(id);
        if (confirming.isDryRun()) {
            session.screen().show("would " + what);
            return;
        }
        confirming.confirm(session, what);
        admin.cancelSchedule(id);
        session.screen().note("schedule " + VisibleText.line(id) + " cancelled");
    }
}
