package org.restante.shell.message;

import java.util.concurrent.Callable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.ShellTransaction;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine.Command;

/** Commits the transaction. */
@Command(
        name = "commit",
        description = "Commits the transaction: published messages are sent, polled messages are removed.",
        footerHeading = "%nExamples:%n",
        footer = {"  commit"})
final class Commit implements Callable<Integer> {

    private final ShellSession session;

    Commit(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ShellTransaction ended = session.end(true);
        session.screen()
                .show("committed: " + Screen.number(ended.sent()) + " published, " + Screen.number(ended.received())
                        + " polled");
        return ExitCode.DONE;
    }
}
