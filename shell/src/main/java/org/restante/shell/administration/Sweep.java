package org.restante.shell.administration;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.admin.MessageAdmin;
import org.restante.admin.MessageFilter;
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
 */
record Sweep(String verb, String done, @Nullable String to, Act act) {

    /** Acts on the messages that match; returns their number. */
    interface Act {
        long of(MessageAdmin place, MessageFilter which);
    }

    /** Runs the operation, or shows what it would do. */
    void run(ShellSession session, SourceOptions place, Selecting which, boolean dryRun) {
        which.check();
        try (Admin admin = session.admin()) {
            MessageAdmin messages = place.in(admin);
            if (dryRun) {
                show(session, place, count(messages, which), true);
            } else {
                act(session, place, which, messages);
            }
        }
    }

    /** Asks for confirmation, then runs the operation; or shows what it would do. */
    void run(ShellSession session, SourceOptions place, Selecting which, Confirming confirming) throws Exception {
        which.check();
        try (Admin admin = session.admin()) {
            MessageAdmin messages = place.in(admin);
            long count = count(messages, which);
            if (confirming.isDryRun()) {
                show(session, place, count, true);
                return;
            }
            if (count > 0) {
                confirming.confirm(session, verb + " " + Screen.count(count, "message") + " of " + place);
            }
            act(session, place, which, messages);
        }
    }

    private void act(ShellSession session, SourceOptions place, Selecting which, MessageAdmin messages) {
        long swept = 0;
        for (MessageFilter filter : which.filters()) {
            swept = sweep(messages, filter, swept, place);
        }
        show(session, place, swept, false);
        if (swept == 0 && which.isChosen()) {
            long waiting = messages.count(MessageFilter.all()).messages();
            session.screen()
                    .note(
                            waiting == 0
                                    ? "no message waits in " + place
                                    : "none of " + Screen.count(waiting, "message") + " in " + place + " matches");
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

    private static long count(MessageAdmin messages, Selecting which) {
        return which.filters().stream()
                .mapToLong(filter -> messages.count(filter).messages())
                .sum();
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
