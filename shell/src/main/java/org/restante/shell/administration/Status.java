package org.restante.shell.administration;

import java.util.List;
import java.util.concurrent.Callable;
import org.restante.admin.Admin;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.Visible;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what has become of a message: each step with its time. */
@Command(
        name = "status",
        description =
                "Shows a message's delivery status: each step with its time, for each subscription that is owed it.")
final class Status implements Callable<Integer> {

    private final Visit visit;

    @Parameters(paramLabel = "MESSAGE-ID", description = "As publish, poll and browse show it; ID: may be left out.")
    private String messageId = "";

    Status(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() {
        try (Admin admin = visit.admin()) {
            List<DeliveryStatus> statuses = admin.status(messageId);
            if (statuses.isEmpty()) {
                throw ShellException.unknownMessage(messageId);
            }
            statuses.forEach(this::show);
        }
        return ExitCode.DONE;
    }

    private void show(DeliveryStatus status) {
        Screen screen = visit.screen();
        String subscription = status.subscription();
        screen.show(screen.bold(status.id().toString()) + "  "
                + Visible.line(status.destination() + (subscription == null ? "" : " for " + subscription)) + "  "
                + screen.bold(status.state().toString()));
        status.steps().forEach(step -> screen.show("    " + line(step)));
    }

    private static String line(Step step) {
        StringBuilder line =
                new StringBuilder(Screen.time(step.time())).append("  ").append(step.state());
        if (step.attempt() > 0) {
            line.append("  attempt ").append(step.attempt());
        }
        if (step.consumer() != null) {
            line.append("  consumer ").append(Visible.line(step.consumer()));
        }
        if (step.clientId() != null) {
            line.append("  client ").append(Visible.line(step.clientId()));
        }
        if (step.reason() != null) {
            line.append("  because ").append(Visible.line(step.reason()));
        }
        return line.toString();
    }
}
