package org.restante.shell.message;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts held messages back. */
@Command(
        name = "nack",
        description = {
            "Puts held messages back at once: all, or by number, range or identifier.",
            "They wait again in their old position, and their delivery count grows; a message delivered too often is dead-lettered."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  nack", "  nack 2 5-7"})
final class Nack implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(
            paramLabel = "MESSAGE-ID",
            arity = "0..*",
            description = "Numbers such as 2 or 5-7, or identifiers; default: all held messages.")
    private List<String> names = new ArrayList<>();

    Nack(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        HeldMessages heldMessages = HeldChoice.heldMessages(session);
        if (names.isEmpty()) {
            session.screen().show(Screen.count(heldMessages.recover(), "message") + " put back");
            return ExitCode.DONE;
        }
        for (String name : names) {
            List<Integer> numbers = new ArrayList<>(HeldChoice.numbers(heldMessages, name));
            if (numbers.isEmpty()) {
                throw ShellException.failed(VisibleText.line(name) + " is not held; held lists the messages");
            }
            Collections.reverse(numbers); // keeps their order
            numbers.forEach(heldMessages::putBack);
            session.screen().show(HeldChoice.shown(name, numbers) + " put back");
        }
        return ExitCode.DONE;
    }
}
