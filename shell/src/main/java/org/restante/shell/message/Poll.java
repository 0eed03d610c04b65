package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.ShellTransaction;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what waits, and holds it, takes it, or gives it back. */
@Command(
        name = "poll",
        description = {
            "Shows what waits: one message, or as many as --max says.",
            "Each counts as delivered, and one that is delivered too often goes to the dead-letter queue; browse only looks.",
            "At the prompt the messages are held, unacknowledged, until ack, nack or recover; in a transaction until commit or rollback."
                    + " As a command on its own they are given back when the command ends, unless --ack. Exit code 3: nothing waits."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  poll orders",
            "  poll orders --max 10 --wait 5s --selector \"region = 'north'\"",
            "  poll topic:news --durable anna --ack",
            "  poll orders --ack --max 1000 --output ndjson"
        })
final class Poll implements Callable<Integer> {

    /** How many messages are shown before they are acknowledged together. */
    private static final int BATCH = 100;

    static final String UNREAD = "; what was not read is not acknowledged and waits again";

    private final ShellSession session;

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(paramLabel = "DEST", description = "orders or queue:orders is a queue, topic:news a topic.")
    private Target target;

    @Mixin
    private ConsumerOptions how = new ConsumerOptions();

    @Option(names = "--max", paramLabel = "N", description = "How many messages at the most; usual is 1.")
    private int max = 1;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "How long to wait for the first message, as in 500ms, 5s, 2m; usual is 0: what waits now.")
    private Duration wait = Duration.ZERO;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Those that were sent so long ago, or longer.")
    private Duration olderThan = Duration.ZERO;

    @Option(names = "--ack", description = "Acknowledge what was shown: it is gone for good.")
    private boolean acknowledge;

    Poll(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        check();
        how.olderThan(olderThan);
        JMSContext connection = how.connection(session, target);
        HeldMessages heldMessages = acknowledge ? null : session.heldMessages();
        int shown;
        try (MessageOutput output = new MessageOutput(session, acknowledge ? UNREAD : "")) {
            ShellTransaction transaction = session.transaction();
            shown = transaction != null
                    ? take(transaction, output)
                    : heldMessages != null ? hold(connection, heldMessages, output) : look(connection, output);
        }
        if (shown == 0) {
            session.screen().note(Nothing.in(session, target, how.shown(target)));
            return ExitCode.NOTHING;
        }
        return ExitCode.DONE;
    }

    private void check() {
        if (max < 1) {
            throw ShellException.usage("--max is " + max + "; give at least 1");
        }
        if (target.isTopic() && !how.isDurable()) {
            throw ShellException.usage(target + " keeps nothing for somebody who is not subscribed; add --durable NAME,"
                    + " or listen with subscribe");
        }
        if (session.transaction() != null) {
            checkTransaction();
            return;
        }
        HeldMessages heldMessages = session.heldMessages();
        int room = heldMessages == null ? HeldMessages.MAX_HELD : heldMessages.room();
        if (!acknowledge && max > room) {
            throw ShellException.failed("only " + Screen.count(room, "message")
                    + " can be held now without acknowledging; take fewer, or add --ack"
                    + (heldMessages == null ? "" : ", or say ack or recover first"));
        }
    }

    private void checkTransaction() {
        if (acknowledge) {
            throw ShellException.usage(
                    "a transaction is open, whose commit acknowledges what is polled; leave --ack out");
        }
        if (!how.isAnonymous()) {
            throw ShellException.failed(
                    "a transaction is open on the connection without a client identifier; end it with commit"
                            + " or rollback before you poll as somebody else");
        }
    }

    private int take(ShellTransaction transaction, MessageOutput output) throws JMSException {
        int shown = 0;
        try (JMSConsumer consumer = how.open(transaction.context(), target)) {
            for (Message message = first(consumer); message != null; message = next(consumer, shown)) {
                transaction.received(1);
                output.show(message, null);
                shown++;
            }
        }
        return shown;
    }

    private int hold(JMSContext connection, HeldMessages heldMessages, MessageOutput output) throws JMSException {
        int shown = 0;
        while (shown < max) {
            boolean first = shown == 0;
            int number = heldMessages.hold(
                    connection,
                    context -> how.open(context, target),
                    consumer -> first ? first(consumer) : now(consumer));
            Message message = heldMessages.message(number);
            if (message == null) {
                break;
            }
            output.show(message, number);
            shown++;
        }
        if (shown > 0) {
            session.screen()
                    .note(Screen.count(heldMessages.size(), "message")
                            + " held: ack takes, nack or recover gives back");
        }
        return shown;
    }

    private int look(JMSContext connection, MessageOutput output) throws JMSException {
        int shown = 0;
        try (JMSContext context = connection.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                JMSConsumer consumer = how.open(context, target)) {
            for (Message message = first(consumer); message != null; message = next(consumer, shown)) {
                output.show(message, null);
                shown++;
                if (shown % BATCH == 0) {
                    settle(context);
                }
            }
            settle(context);
        }
        if (shown > 0 && !acknowledge) {
            session.screen()
                    .note(
                            Screen.count(shown, "message")
                                    + " shown and given back; --ack takes them. This counted as a delivery, as browse does not");
        }
        return shown;
    }

    /** What nobody could read is not acknowledged: then its output has thrown. */
    private void settle(JMSContext context) {
        if (acknowledge) {
            context.acknowledge();
        }
    }

    private @Nullable Message first(JMSConsumer consumer) {
        return wait.isZero() ? now(consumer) : consumer.receive(wait.toMillis());
    }

    private @Nullable Message now(JMSConsumer consumer) {
        long patience = session.broker().patience().toMillis();
        return patience == 0 ? consumer.receiveNoWait() : consumer.receive(patience);
    }

    private @Nullable Message next(JMSConsumer consumer, int shown) {
        return shown < max ? now(consumer) : null;
    }
}
