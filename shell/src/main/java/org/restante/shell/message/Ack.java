package org.restante.shell.message;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Acknowledges held messages, or a message in a queue by its identifier. An acknowledged message is removed for good. */
@Command(
        name = "ack",
        description = {
            "Acknowledges held messages, which removes them: all, or by number, range or identifier.",
            "With Restante an identifier may also name a message that is not held and waits in a queue."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ack", "  ack 2 5-7", "  ack ID:1e9faf7d-100000001-2"})
final class Ack implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(
            paramLabel = "MESSAGE-ID",
            arity = "0..*",
            description = "Numbers such as 2 or 5-7, or identifiers; default: all held messages.")
    private List<String> names = new ArrayList<>();

    Ack(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        HeldMessages heldMessages = session.heldMessages();
        if (names.isEmpty()) {
            HeldMessages all = HeldChoice.heldMessages(session);
            session.screen().show(Screen.count(all.acknowledgeAll(), "message") + " acknowledged");
            return ExitCode.DONE;
        }
        for (String name : names) {
            List<Integer> numbers = HeldChoice.numbers(heldMessages, name);
            if (heldMessages == null || numbers.isEmpty()) {
                new Waiting(session).acknowledge(name);
            } else {
                numbers.forEach(heldMessages::acknowledge);
            }
            session.screen().show(HeldChoice.shown(name, numbers) + " acknowledged");
        }
        return ExitCode.DONE;
    }
}
