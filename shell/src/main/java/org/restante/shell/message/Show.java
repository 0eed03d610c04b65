package org.restante.shell.message;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.MessageFilter;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.shell.content.MessageRow;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one message completely: a held one, or one in a queue or subscription. */
@Command(
        name = "show",
        description = {
            "Shows one message completely: all headers, all properties, and its body, with JSON indented.",
            "The message may be held, or wait in a queue or subscription; with another provider than Restante"
                    + " give the queue with --in. Exit code 3: there is no such message."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  show 1",
            "  show ID:1e9faf7d-100000001-2",
            "  show ID:1e9faf7d-100000001-2 --in orders --output json"
        })
final class Show implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(paramLabel = "MESSAGE-ID", description = "The number of a held message, or an identifier.")
    private String name = "";

    @Option(names = "--in", paramLabel = "QUEUE", description = "The queue that has the message.")
    private @Nullable Target queue;

    @Mixin
    private BodyOptions bodies = new BodyOptions();

    Show(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        HeldMessages heldMessages = session.heldMessages();
        int number = heldMessages == null ? 0 : heldMessages.find(name);
        Message message = heldMessages == null ? null : heldMessages.message(number);
        if (message != null) {
            show(MessageRow.of(message, number));
        } else if (queue != null) {
            show(MessageRow.of(inQueue(queue), null));
        } else {
            find();
        }
        return ExitCode.DONE;
    }

    private String id() {
        return name.startsWith("ID:") ? name : "ID:" + name;
    }

    private Message inQueue(Target where) throws JMSException {
        JMSContext context = session.connection();
        String selector = "JMSMessageID = '" + id().replace("'", "''") + "'";
        try (QueueBrowser browser = context.createBrowser(context.createQueue(where.name()), selector)) {
            Enumeration<?> messages = browser.getEnumeration();
            if (!messages.hasMoreElements()) {
                throw ShellException.of(ExitCode.NOTHING, VisibleText.line(name) + " does not wait in " + where);
            }
            return (Message) messages.nextElement();
        }
    }

    private void find() throws JMSException {
        try (Admin admin = session.admin()) {
            List<DeliveryStatus> statuses = admin.status(name);
            if (statuses.isEmpty()) {
                throw ShellException.unknownMessage(name);
            }
            DeliveryStatus waits = statuses.stream()
                    .filter(status -> !status.state().isFinal())
                    .findFirst()
                    .orElseThrow(() -> ShellException.of(
                            ExitCode.NOTHING,
                            VisibleText.line(name) + " waits nowhere, its state is "
                                    + statuses.get(0).state() + "; see: status " + VisibleText.line(name)));
            Target where = Target.parse(waits.destination().toString());
            if (!where.isTopic() && waits.state() != DeliveryStatus.State.DELIVERED) {
                show(MessageRow.of(inQueue(where), null));
            } else {
                anywhere(admin, where);
            }
        }
    }

    /** Finds a message in a subscription or in flight, which clients cannot browse. */
    private void anywhere(Admin admin, Target where) {
        for (DestinationStatus status : admin.destinations(where.address())) {
            if (where.isTopic() && status.subscription() == null) {
                continue;
            }
            try (Stream<BrowsedMessage> found = admin.at(status).browse(MessageFilter.one(id()))) {
                Optional<BrowsedMessage> one = found.findFirst();
                if (one.isPresent()) {
                    show(BrowsedRow.of(one.get()));
                    return;
                }
            }
        }
        throw ShellException.of(ExitCode.NOTHING, VisibleText.line(name) + " is being moved; run the command again");
    }

    private void show(Map<String, @Nullable Object> row) {
        if (MessageOutput.isBodies(session)) {
            session.screen().write(MessageOutput.body(row));
            if (session.screen().isTerminal()) {
                session.screen().write("\n"); // for a file the body stays unchanged
            }
        } else if (session.output().isForPeople()) {
            people(row);
        } else {
            session.result(bodies.of(row));
        }
    }

    private void people(Map<String, @Nullable Object> row) {
        Screen screen = session.screen();
        Map<String, @Nullable Object> headers = new LinkedHashMap<>(row);
        Object properties = headers.remove("properties");
        headers.remove("body");
        headers.values().removeIf(Objects::isNull);
        session.result(headers);
        if (properties instanceof Map<?, ?> map && !map.isEmpty()) {
            screen.show(screen.bold("properties"));
            map.forEach((name, value) ->
                    screen.show("  " + VisibleText.line(String.valueOf(name)) + " = " + BodyView.value(value)));
        }
        screen.show(screen.bold("body"));
        BodyView.of(row).indented().lines().forEach(line -> screen.show("  " + line));
    }
}
