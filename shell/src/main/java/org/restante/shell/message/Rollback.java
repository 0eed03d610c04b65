package org.restante.shell.message;

import java.util.concurrent.Callable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.ShellTransaction;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine.Command;

/** Rolls the transaction back. */
@Command(
        name = "rollback",
        description = "Rolls the transaction back: published messages are discarded, polled messages wait again.",
        footerHeading = "%nExamples:%n",
        footer = {"  rollback"})
final class Rollback implements Callable<Integer> {

    private final ShellSession session;

    Rollback(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ShellTransaction ended = session.end(false);
        session.screen()
                .show("rolled back: " + Screen.number(ended.sent()) + " published, " + Screen.number(ended.received())
                        + " polled");
        return ExitCode.DONE;
    }
}
