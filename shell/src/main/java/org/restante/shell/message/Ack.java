package org.restante.shell.message;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.Visible;
import org.restante.shell.visit.Held;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Acknowledges what is held, or a message in a queue by its identifier. What it said to be acknowledged is gone for good. */
@Command(
        name = "ack",
        description = "Acknowledges what was polled: all, or by number or identifier. It is gone for good.",
        footer = {"", "A message that is not held but waits in a queue can be named by its identifier, too."})
final class Ack implements Callable<Integer> {

    private final Visit visit;

    @Parameters(paramLabel = "NUMBER|MESSAGE-ID", arity = "0..*", description = "Which; all that is held without it.")
    private List<String> names = new ArrayList<>();

    Ack(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() throws JMSException {
        Held held = visit.held();
        if (names.isEmpty()) {
            acknowledgeAll(held);
        }
        for (String name : names) {
            int number = held == null ? 0 : held.find(name);
            if (held != null && number > 0) {
                held.acknowledge(number);
            } else if (name.chars().allMatch(Character::isDigit)) {
                throw ShellException.failed("no message " + name + " is held; poll shows the numbers");
            } else {
                new Waiting(visit).acknowledge(name);
            }
            visit.screen().show(Visible.line(name) + " acknowledged");
        }
        return ExitCode.DONE;
    }

    private void acknowledgeAll(@Nullable Held held) {
        if (held == null) {
            throw ShellException.failed(
                    "a command on its own holds nothing; use poll --ack, or name a message's identifier");
        }
        if (held.size() == 0) {
            throw ShellException.failed("nothing is held; poll first");
        }
        visit.screen().show(Screen.count(held.acknowledgeAll(), "message") + " acknowledged");
    }
}
