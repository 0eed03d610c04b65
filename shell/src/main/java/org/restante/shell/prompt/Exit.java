package org.restante.shell.prompt;

import java.util.concurrent.Callable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;

/** Ends the prompt. */
@Command(
        name = "exit",
        aliases = "quit",
        description = "Leaves the shell; held messages are put back.",
        footerHeading = "%nExamples:%n",
        footer = "  exit")
final class Exit implements Callable<Integer> {

    private final ShellSession session;

    Exit(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.leave();
        return ExitCode.DONE;
    }
}
