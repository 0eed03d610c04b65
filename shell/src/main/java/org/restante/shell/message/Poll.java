package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.Bound;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.KnownDestinations;
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

/** Receives waiting messages, shows them, and holds them, acknowledges them or puts them back. */
@Command(
        name = "poll",
        description = {
            "Receives and shows waiting messages: one, or up to --max. On a terminal JSON is indented, and without --ack a body of"
                    + " more than 20 lines or 2,000 characters is cut; show has the whole.",
            "Each poll counts as a delivery, and a message delivered too often is dead-lettered; browse does not count.",
            "At the prompt the messages are held: ack removes them, nack or recover puts them back; in a transaction commit"
                    + " removes them, rollback puts them back. A single command puts them back when it ends, unless --ack is given. Exit code 3:"
                    + " no message waits, or there is no such queue."
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

    static final String UNREAD = "; messages that could not be written are not acknowledged and wait again";

    private final ShellSession session;

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(paramLabel = "DEST", description = "orders or queue:orders is a queue, topic:news a topic.")
    private Target target;

    @Mixin
    private ConsumerOptions how = new ConsumerOptions();

    @Option(names = "--max", paramLabel = "N", description = "Receive at most N messages; default: 1.")
    private int max = 1;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description =
                    "How long to wait for the first message, and for a queue that does not exist yet, for example 500ms,"
                            + " 5s or 2m; default: 0.")
    private Duration wait = Duration.ZERO;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only messages sent at least this long ago.")
    private Duration olderThan = Duration.ZERO;

    @Option(names = "--ack", description = "Acknowledge the messages once they are shown, which removes them.")
    private boolean acknowledge;

    @Mixin
    private BodyOptions bodies = new BodyOptions();

    Poll(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        check();
        how.olderThan(olderThan);
        how.check(target);
        session.context(); // it keeps an embedded broker open
        if (!target.isTopic() && wait.isZero()) {
            KnownDestinations.check(session, target); // a consumer would create it
        } else if (!target.isTopic()) {
            wait = KnownDestinations.await(session, target, wait);
        }
        JMSContext connection = how.connection(session, target);
        HeldMessages heldMessages = acknowledge ? null : session.heldMessages();
        int shown;
        try (MessageOutput output = new MessageOutput(session, bodies, acknowledge ? UNREAD : "", !acknowledge)) {
            ShellTransaction transaction = session.transaction();
            shown = transaction != null
                    ? take(transaction, output)
                    : heldMessages != null ? hold(connection, heldMessages, output) : look(connection, output);
        }
        if (shown == 0) {
            session.screen().note(how.nothing(target, connection).why(session, how.isChosen()));
            return ExitCode.NOTHING;
        }
        return ExitCode.DONE;
    }

    private void check() {
        Bound.check(max);
        if (target.isTopic() && !how.isDurable()) {
            throw ShellException.usage(
                    target + " is a topic, which keeps messages only for subscriptions; add --durable NAME,"
                            + " or use subscribe");
        }
        if (session.transaction() != null) {
            checkTransaction();
            return;
        }
        HeldMessages heldMessages = session.heldMessages();
        int room = heldMessages == null ? HeldMessages.MAX_HELD : heldMessages.room();
        if (!acknowledge && max > room) {
            throw ShellException.failed("only " + Screen.count(room, "message")
                    + " can be held now; lower --max, or add --ack"
                    + (heldMessages == null ? "" : ", or run ack or recover first"));
        }
    }

    private void checkTransaction() {
        if (acknowledge) {
            throw ShellException.usage(
                    "a transaction is open, and its commit acknowledges polled messages; leave --ack out");
        }
        if (!how.isAnonymous()) {
            throw ShellException.failed(
                    "a transaction is open on the connection without a client identifier; end it with commit"
                            + " or rollback before you poll with another one");
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
            session.screen().note(heldNote(heldMessages.size()));
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
                                    + " shown and put back; --ack removes them. This counted as a delivery; browse does not count");
        }
        return shown;
    }

    private static String heldNote(int held) {
        String them = held == 1 ? "it" : "them";
        return Screen.count(held, "message") + " held: ack removes " + them + "; nack or recover puts " + them
                + " back";
    }

    /** Acknowledges the messages shown. If one could not be written the output has thrown before. */
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
