package org.restante.shell.administration;

import java.util.concurrent.Callable;
import org.restante.admin.MessageAdmin;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves dead-lettered messages back to their origin. */
@Command(
        name = "retry",
        description = {
            "Sends messages of a dead-letter or expiry queue back to their original destination, with a delivery count of 0."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  retry DLQ.orders",
            "  retry DLQ.orders --selector \"JMS_RESTANTE_REASON LIKE '%%timeout%%'\" --max 10",
        })
final class Retry implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private Sweeping swept = new Sweeping();

    Retry(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        swept.run(session, new Sweep("retry", "sent back", null, MessageAdmin::retry));
        return ExitCode.DONE;
    }
}
