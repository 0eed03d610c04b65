package org.restante.shell.message;

import java.util.concurrent.Callable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;

/** Opens a transaction. */
@Command(
        name = "begin",
        description =
                "Opens a transaction: messages published and polled from now on take effect together at commit, or not at all.",
        footerHeading = "%nExamples:%n",
        footer = {"  begin"})
final class Begin implements Callable<Integer> {

    private final ShellSession session;

    Begin(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.begin();
        session.screen().note("a transaction is open; commit or rollback ends it");
        return ExitCode.DONE;
    }
}
