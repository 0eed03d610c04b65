package org.restante.shell.administration;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.admin.MessageAdmin;
import org.restante.admin.MessageFilter;
import org.restante.admin.Tally;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/**
 * A bulk operation on the messages of one place. Immutable.
 *
 * @param verb such as "purge"
 * @param done the participle, such as "purged"
 * @param to the target; null for an operation without one
 * @param destroys whether it needs confirmation
 */
record Sweep(String verb, String done, @Nullable String to, boolean destroys, Act act) {

    /** Acts on the messages that match; returns their number. */
    interface Act {
        long of(MessageAdmin place, MessageFilter which);
    }

    /** Runs the operation, or shows what it would do. */
    void run(ShellSession session, SourceOptions place, Selecting which, Confirming confirming) throws Exception {
        try (Admin admin = session.admin()) {
            MessageAdmin messages = place.in(admin);
            if (confirming.isDryRun() || destroys) {
                Tally tally = count(messages, which);
                if (confirming.isDryRun()) {
                    show(session, place, tally.messages(), true);
                    return;
                }
                if (tally.messages() > 0) {
                    confirming.confirm(
                            session, verb + " " + Screen.count(tally.messages(), "message") + " of " + place);
                }
            }
            long swept = 0;
            for (MessageFilter filter : which.filters()) {
                swept = sweep(messages, filter, swept, place);
            }
            show(session, place, swept, false);
        }
    }

    /** The number of messages so far. */
    private long sweep(MessageAdmin messages, MessageFilter filter, long before, SourceOptions place) {
        try {
            return before + act.of(messages, filter);
        } catch (AdminException e) {
            if (!e.isInterrupt()) {
                throw e;
            }
            long swept = before + e.interruptedAfter().orElse(0);
            String unsure = e.interruptedAfter().isPresent()
                    ? ""
                    : "; the broker has not answered, and may have " + done + " more";
            throw ShellException.of(
                    ExitCode.INTERRUPTED,
                    "interrupted: " + Screen.count(swept, "message") + " " + done + " of " + place
                            + (to == null ? "" : " to " + to) + unsure,
                    e);
        }
    }

    private static Tally count(MessageAdmin messages, Selecting which) {
        long count = 0;
        long bytes = 0;
        for (MessageFilter filter : which.filters()) {
            Tally tally = messages.count(filter);
            count += tally.messages();
            bytes += tally.bytes();
        }
        return new Tally(count, bytes);
    }

    private void show(ShellSession session, SourceOptions place, long messages, boolean dryRun) {
        if (session.output().isForPeople()) {
            session.screen()
                    .show((dryRun ? "would " + verb + " " : "") + Screen.count(messages, "message")
                            + (dryRun ? "" : " " + done) + " of " + place + (to == null ? "" : " to " + to));
            return;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("action", verb);
        row.put("from", place.toString());
        row.put("to", to);
        row.put("messages", messages);
        row.put("dryRun", dryRun);
        session.result(row);
    }
}
