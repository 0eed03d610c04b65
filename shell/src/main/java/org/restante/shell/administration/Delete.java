package org.restante.shell.administration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.DestinationStatus;
import org.restante.shell.session.KnownDestinations;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a queue, a topic or a durable subscription, with its messages. */
@Command(
        name = "delete",
        description =
                "Deletes a queue, a topic with its subscriptions, or one durable subscription, each with its messages.",
        footerHeading = "%nExamples:%n",
        footer = {"  delete orders.old --yes", "  delete topic:news --subscription anna --dry-run"})
final class Delete implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private SourceOptions place = new SourceOptions();

    @Option(
            names = "--force",
            description = "Delete it even if it has consumers or messages in flight; these messages are deleted, too.")
    private boolean force;

    @Mixin
    private Confirming confirming = new Confirming();

    Delete(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        try (Admin admin = session.admin()) {
            long messages = messages(admin);
            if (confirming.isDryRun()) {
                show(messages, true);
                return ExitCode.DONE;
            }
            confirming.confirm(session, "delete " + place + " with " + Screen.count(messages, "message"));
            long gone = place.subscription() == null
                    ? admin.delete(place.target().address(), force)
                    : place.in(admin).delete(force);
            show(gone, false);
        }
        return ExitCode.DONE;
    }

    /** @throws org.restante.shell.terminal.ShellException if it does not exist */
    private long messages(Admin admin) {
        String name = place.subscription();
        if (name != null) {
            place.in(admin); // throws if it does not exist
        }
        return KnownDestinations.check(admin, place.target()).stream()
                .filter(status -> name == null || Subscriptions.isCalled(status, name, place.clientId()))
                .map(DestinationStatus::counts)
                .mapToLong(counts -> counts.messages())
                .sum();
    }

    private void show(long messages, boolean dryRun) {
        if (session.output().isForPeople()) {
            session.screen()
                    .show((dryRun ? "would delete " : "")
                            + place
                            + (dryRun ? " with " : " deleted with ")
                            + Screen.count(messages, "message"));
            return;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("action", "delete");
        row.put("from", place.toString());
        row.put("messages", messages);
        row.put("dryRun", dryRun);
        session.result(row);
    }
}
