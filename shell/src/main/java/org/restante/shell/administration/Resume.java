package org.restante.shell.administration;

import java.util.concurrent.Callable;
import org.restante.admin.Admin;
import org.restante.shell.session.KnownDestinations;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a pause. */
@Command(
        name = "resume",
        description = "Resumes deliveries after pause.",
        footerHeading = "%nExamples:%n",
        footer = {"  resume orders", "  resume topic:news --subscription anna"})
final class Resume implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private SourceOptions place = new SourceOptions();

    Resume(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Admin admin = session.admin()) {
            if (place.subscription() == null) {
                KnownDestinations.check(admin, place.target());
                admin.resume(place.target().address());
            } else {
                place.in(admin).resume();
            }
        }
        session.screen().note(place + " resumed");
        return ExitCode.DONE;
    }
}
