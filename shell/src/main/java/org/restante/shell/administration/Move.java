package org.restante.shell.administration;

import java.util.concurrent.Callable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Moves messages to another queue. */
@Command(
        name = "move",
        description = {"Moves messages to another queue. They keep their identifiers, properties and expiration times."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  move orders orders.old --older-than 7d",
            "  move orders priority --selector \"JMSPriority > 6\" --dry-run",
        })
final class Move implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private Sweeping swept = new Sweeping();

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(index = "1", paramLabel = "QUEUE", description = "The target queue; it is created if missing.")
    private Target to;

    Move(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Targets.queue(to);
        swept.run(
                session,
                new Sweep("move", "moved", to.toString(), (messages, filter) -> messages.move(filter, to.address())));
        return ExitCode.DONE;
    }
}
