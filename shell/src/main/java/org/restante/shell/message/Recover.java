package org.restante.shell.message;

import java.util.concurrent.Callable;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;

/** Puts all held messages back. */
@Command(
        name = "recover",
        description = "Puts all held messages back; they wait again in their old position.",
        footerHeading = "%nExamples:%n",
        footer = {"  recover"})
final class Recover implements Callable<Integer> {

    private final ShellSession session;

    Recover(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        HeldMessages heldMessages = session.heldMessages();
        if (heldMessages == null) {
            throw ShellException.failed("only the prompt and scripts hold messages, so there is nothing to put back");
        }
        session.screen().show(Screen.count(heldMessages.recover(), "message") + " put back");
        return ExitCode.DONE;
    }
}
