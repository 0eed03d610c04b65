package org.restante.shell.administration;

import java.util.concurrent.Callable;
import org.restante.admin.Admin;
import org.restante.shell.session.KnownDestinations;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses deliveries from a queue, from all subscriptions of a topic, or from one subscription. */
@Command(
        name = "pause",
        description =
                "Pauses deliveries from a queue, all subscriptions of a topic, or one subscription. Messages are still accepted. The pause"
                        + " survives restarts.",
        footerHeading = "%nExamples:%n",
        footer = {"  pause orders", "  pause topic:news --subscription anna"})
final class Pause implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private SourceOptions place = new SourceOptions();

    Pause(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Admin admin = session.admin()) {
            if (place.subscription() == null) {
                KnownDestinations.check(admin, place.target());
                admin.pause(place.target().address());
            } else {
                place.in(admin).pause();
            }
        }
        session.screen().note(place + " paused");
        return ExitCode.DONE;
    }
}
