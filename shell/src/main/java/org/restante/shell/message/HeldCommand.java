package org.restante.shell.message;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.content.AddressText;
import org.restante.shell.content.MessageRow;
import org.restante.shell.output.Bound;
import org.restante.shell.output.Results;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the held messages. */
@Command(
        name = "held",
        description =
                "Lists the held messages, which are polled and not acknowledged: number, identifier, destination, age and first line.",
        footerHeading = "%nExamples:%n",
        footer = {"  held", "  held --from 101", "  held --output ndjson"})
final class HeldCommand implements Callable<Integer> {

    private static final String[] COLUMNS = {"number", "id", "destination", "age", "body"};

    private final ShellSession session;
    private final InstantSource clock;

    @Option(names = "--max", paramLabel = "N", description = Bound.OPTION)
    private @Nullable Long max;

    @Option(names = "--from", paramLabel = "NUMBER", description = "Begin at the message with this number; default: 1.")
    private int from = 1;

    @Mixin
    private Repeating repeating = new Repeating();

    HeldCommand(ShellSession session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        HeldMessages heldMessages = session.heldMessages();
        if (heldMessages == null) {
            throw ShellException.failed("only the prompt and scripts hold messages, so there is nothing to list");
        }
        Bound bound = Bound.of(max, session.screen(), session.output());
        if (from < 1) {
            throw ShellException.usage("--from is " + from + "; give at least 1");
        }
        return repeating.run(session, () -> list(heldMessages, bound));
    }

    private int list(HeldMessages heldMessages, Bound bound) throws JMSException {
        if (heldMessages.size() == 0) {
            session.screen().note("no message is held; poll holds messages");
            if (session.output().isForPeople()) {
                return ExitCode.DONE; // an empty table would repeat the note
            }
        }
        List<Integer> numbers =
                heldMessages.numbers().stream().filter(number -> number >= from).toList();
        Instant now = clock.instant();
        long shown = 0;
        int last = 0;
        try (Results results = session.results(COLUMNS)) {
            for (int number : numbers.subList(0, (int) Math.min(bound.most(), numbers.size()))) {
                Message message = heldMessages.message(number);
                if (message != null) {
                    results.add(row(message, number, now));
                    shown++;
                    last = number;
                }
            }
        }
        if (shown < numbers.size()) {
            session.screen()
                    .note(shown + " of " + Screen.number(numbers.size()) + " shown; held --from " + (last + 1)
                            + " for the next, --max N for more");
        }
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> row(Message message, int number, Instant now) throws JMSException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("number", number);
        row.put("id", message.getJMSMessageID());
        row.put("destination", AddressText.of(message.getJMSDestination()));
        long sent = message.getJMSTimestamp();
        row.put("age", sent == 0 ? null : age(Duration.between(Instant.ofEpochMilli(sent), now)));
        row.put(
                "body",
                BodyView.of(MessageRow.of(message, null))
                        .text()
                        .lines()
                        .findFirst()
                        .orElse(""));
        return row;
    }

    /** Not negative: the clock of the sender may be ahead. */
    private static Duration age(Duration age) {
        return age.isNegative() ? Duration.ZERO : age;
    }
}
