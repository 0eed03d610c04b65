package org.restante.shell.message;

import java.util.concurrent.Callable;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;

/** Gives back what is held. */
@Command(
        name = "recover",
        description = "Gives back all that was polled and not acknowledged; it waits again, in its place.",
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
            throw ShellException.failed("a command on its own holds nothing, so there is nothing to give back");
        }
        session.screen().show(Screen.count(heldMessages.recover(), "message") + " given back");
        return ExitCode.DONE;
    }
}
