package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.visit.Held;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what waits, and holds it, takes it, or gives it back. */
@Command(
        name = "poll",
        description = "Shows what waits: one message, or as many as --max says.",
        footer = {
            "",
            "At the prompt the messages are held, unacknowledged, until ack or recover. As an argument of ./restante they"
                    + " are given back when the command ends, unless --ack. Exit code 3: nothing waits."
        })
final class Poll implements Callable<Integer> {

    /** How many messages are shown before they are acknowledged together. */
    private static final int BATCH = 100;

    private final Visit visit;

    @Mixin
    private Consuming from = new Consuming();

    @Option(names = "--max", paramLabel = "N", description = "How many messages at the most; usual is 1.")
    private int max = 1;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "How long to wait for the first message, as in 500ms, 5s, 2m; usual is 0: what waits now.")
    private Duration wait = Duration.ZERO;

    @Option(names = "--ack", description = "Acknowledge what was shown: it is gone for good.")
    private boolean acknowledge;

    Poll(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() throws JMSException {
        check();
        JMSContext connection = from.connection(visit);
        Held held = acknowledge ? null : visit.held();
        int shown = held != null ? hold(connection, held) : look(connection);
        if (shown == 0) {
            visit.screen().note("nothing waits in " + from);
            return ExitCode.NOTHING;
        }
        return ExitCode.DONE;
    }

    private void check() {
        if (max < 1) {
            throw ShellException.usage("--max is " + max + "; give at least 1");
        }
        if (from.target().isTopic() && !from.isDurable()) {
            throw ShellException.usage(from + " keeps nothing for somebody who is not subscribed; add --durable NAME,"
                    + " or listen with subscribe");
        }
        Held held = visit.held();
        int room = held == null ? Held.MOST : held.room();
        if (!acknowledge && max > room) {
            throw ShellException.failed("only " + Screen.count(room, "message")
                    + " can be held now without acknowledging; take fewer, or add --ack"
                    + (held == null ? "" : ", or say ack or recover first"));
        }
    }

    private int hold(JMSContext connection, Held held) throws JMSException {
        int shown = 0;
        try (JMSConsumer consumer = from.open(held.session(connection, visit.broker()))) {
            MessageView view = new MessageView(visit.screen());
            for (Message message = first(consumer); message != null; message = next(consumer, shown)) {
                view.show(message, held.add(message));
                shown++;
            }
        }
        if (shown > 0) {
            visit.screen().note(Screen.count(held.size(), "message") + " held: ack takes, recover gives back");
        }
        return shown;
    }

    private int look(JMSContext connection) throws JMSException {
        int shown = 0;
        try (JMSContext session = connection.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                JMSConsumer consumer = from.open(session)) {
            MessageView view = new MessageView(visit.screen());
            for (Message message = first(consumer); message != null; message = next(consumer, shown)) {
                view.show(message, null);
                shown++;
                if (shown % BATCH == 0) {
                    settle(session);
                }
            }
            settle(session);
        }
        if (shown > 0 && !acknowledge) {
            visit.screen().note(Screen.count(shown, "message") + " shown and given back; --ack takes them");
        }
        return shown;
    }

    /** What nobody could read is not acknowledged. */
    private void settle(JMSContext session) {
        if (acknowledge) {
            visit.screen().checkSeen();
            session.acknowledge();
        }
    }

    private @Nullable Message first(JMSConsumer consumer) {
        return wait.isZero() ? consumer.receiveNoWait() : consumer.receive(wait.toMillis());
    }

    private @Nullable Message next(JMSConsumer consumer, int shown) {
        return shown < max ? consumer.receiveNoWait() : null;
    }
}
