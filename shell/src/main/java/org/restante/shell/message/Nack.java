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

/** Gives back what is held. */
@Command(
        name = "nack",
        description = {
            "Gives messages back at once: all that is held, or by number, range or identifier.",
            "They wait again, in their place, and their delivery count rises; delivered too often, they go to the dead-letter queue."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  nack", "  nack 2 5-7"})
final class Nack implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(
            paramLabel = "MESSAGE-ID",
            arity = "0..*",
            description = "Which: numbers as 2 or 5-7, or identifiers; all that is held without it.")
    private List<String> names = new ArrayList<>();

    Nack(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        HeldMessages heldMessages = HeldChoice.heldMessages(session);
        if (names.isEmpty()) {
            session.screen().show(Screen.count(heldMessages.recover(), "message") + " given back");
            return ExitCode.DONE;
        }
        for (String name : names) {
            List<Integer> numbers = new ArrayList<>(HeldChoice.numbers(heldMessages, name));
            if (numbers.isEmpty()) {
                throw ShellException.failed(VisibleText.line(name) + " is not held; poll shows what is");
            }
            Collections.reverse(numbers); // so that they wait in their order
            numbers.forEach(heldMessages::giveBack);
            session.screen().show(HeldChoice.shown(name, numbers) + " given back");
        }
        return ExitCode.DONE;
    }
}
