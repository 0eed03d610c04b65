package org.restante.shell.message;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.MessageFilter;
import org.restante.link.DeliveryStatus;
import org.restante.link.DestinationStatus;
import org.restante.shell.output.Json;
import org.restante.shell.output.Output;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.Visible;
import org.restante.shell.visit.Held;
import org.restante.shell.visit.Target;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one message whole, wherever it is. */
@Command(
        name = "show",
        description = {
            "Shows one message whole: every header and property, and its body, JSON indented.",
            "It may be held (by its number or identifier) or wait in a queue or subscription; another provider than Restante must be told"
                    + " in which queue by --in. Exit code 3: it is not there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  show 1",
            "  show ID:1e9faf7d-100000001-2",
            "  show ID:1e9faf7d-100000001-2 --in orders --output json"
        })
final class Show implements Callable<Integer> {

    private final Visit visit;

    @Parameters(paramLabel = "MESSAGE-ID", description = "A number that poll showed, or an identifier.")
    private String name = "";

    @Option(names = "--in", paramLabel = "QUEUE", description = "The queue in which it waits.")
    private @Nullable Target queue;

    Show(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() throws JMSException {
        Held held = visit.held();
        int number = held == null ? 0 : held.find(name);
        Message message = held == null ? null : held.message(number);
        if (message != null) {
            show(message, number);
        } else if (queue != null) {
            show(inQueue(queue), null);
        } else {
            find();
        }
        return ExitCode.DONE;
    }

    private String id() {
        return name.startsWith("ID:") ? name : "ID:" + name;
    }

    private Message inQueue(Target where) throws JMSException {
        JMSContext session = visit.connection();
        String selector = "JMSMessageID = '" + id().replace("'", "''") + "'";
        try (QueueBrowser browser = session.createBrowser(session.createQueue(where.name()), selector)) {
            Enumeration<?> messages = browser.getEnumeration();
            if (!messages.hasMoreElements()) {
                throw ShellException.of(ExitCode.NOTHING, Visible.line(name) + " does not wait in " + where);
            }
            return (Message) messages.nextElement();
        }
    }

    private void find() throws JMSException {
        try (Admin admin = visit.admin()) {
            List<DeliveryStatus> statuses = admin.status(name);
            if (statuses.isEmpty()) {
                throw ShellException.unknownMessage(name);
            }
            DeliveryStatus waits = statuses.stream()
                    .filter(status -> !status.state().isFinal())
                    .findFirst()
                    .orElseThrow(() -> ShellException.of(
                            ExitCode.NOTHING,
                            Visible.line(name) + " is gone, it is "
                                    + statuses.get(0).state() + "; see: status " + Visible.line(name)));
            Target where = Target.parse(waits.destination().toString());
            if (!where.isTopic() && waits.state() != DeliveryStatus.State.DELIVERED) {
                show(inQueue(where), null);
            } else {
                anywhere(admin, where);
            }
        }
    }

    /** In a subscription, or in flight, where no client can look. */
    private void anywhere(Admin admin, Target where) {
        for (DestinationStatus status : admin.destinations(where.toString())) {
            if (where.isTopic() && status.subscription() == null) {
                continue;
            }
            try (Stream<BrowsedMessage> found = admin.at(status).browse(MessageFilter.one(id()))) {
                if (new BrowsedOutput(visit).show(found) > 0) {
                    return;
                }
            }
        }
        throw ShellException.of(ExitCode.NOTHING, Visible.line(name) + " is on its way; ask again");
    }

    private void show(Message message, @Nullable Integer number) throws JMSException {
        if (!visit.showing().isForPeople()) {
            if (visit.showing().output() == Output.RAW) {
                try (MessageOutput output = new MessageOutput(visit)) {
                    output.show(message, number);
                }
            } else {
                visit.result(MessageRow.of(message, number));
            }
            return;
        }
        Screen screen = visit.screen();
        Map<String, @Nullable Object> row = MessageRow.of(message, number);
        Object properties = row.remove("properties");
        row.remove("body");
        row.values().removeIf(value -> value == null);
        visit.result(row);
        if (properties instanceof Map<?, ?> map && !map.isEmpty()) {
            screen.show(screen.bold("properties"));
            for (Map.Entry<?, ?> each : map.entrySet()) {
                screen.show(
                        "  " + Visible.line(String.valueOf(each.getKey())) + " = " + BodyView.value(each.getValue()));
            }
        }
        screen.show(screen.bold("body"));
        body(message).lines().forEach(line -> screen.show("  " + line));
    }

    private static String body(Message message) throws JMSException {
        if (message instanceof TextMessage text && text.getText() != null) {
            String body = text.getText().strip();
            if (body.startsWith("{") || body.startsWith("[")) {
                try {
                    Object value = Json.read(body);
                    return value == null ? body : Visible.lines(Json.pretty(value));
                } catch (IOException notJson) {
                    return Visible.lines(text.getText());
                }
            }
        }
        return BodyView.of(message).text();
    }
}
