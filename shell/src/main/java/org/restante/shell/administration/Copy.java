package org.restante.shell.administration;

import java.util.concurrent.Callable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies messages to another queue. */
@Command(
        name = "copy",
        description = {
            "Copies messages to another queue. Each copy has a new identifier; its property JMS_RESTANTE_COPY_OF has that of the"
                    + " original."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  copy orders orders.test --max 100",
        })
final class Copy implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private Sweeping swept = new Sweeping();

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(index = "1", paramLabel = "QUEUE", description = "The target queue; it is created if missing.")
    private Target to;

    Copy(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Targets.queue(to);
        swept.run(
                session,
                new Sweep("copy", "copied", to.toString(), (messages, filter) -> messages.copy(filter, to.address())));
        return ExitCode.DONE;
    }
}
