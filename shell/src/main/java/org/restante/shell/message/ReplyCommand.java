package org.restante.shell.message;

import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.shell.content.BodyType;
import org.restante.shell.content.Content;
import org.restante.shell.content.Draft;
import org.restante.shell.content.MessageRow;
import org.restante.shell.content.Stamp;
import org.restante.shell.output.Bound;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers requests. A request and its reply are one transaction: if the reply is not committed the request waits again. */
@Command(
        name = "reply",
        description = {
            "Answers requests until Ctrl-C: with a text, or with the output of a command.",
            "The command gets the body on its standard input, and in its environment RESTANTE_ID, RESTANTE_DESTINATION, RESTANTE_REPLY_TO,"
                    + " RESTANTE_TYPE, RESTANTE_CORRELATION_ID and RESTANTE_PROPERTY_NAME for each property. If the command fails, the"
                    + " request waits again and the next one is received after a growing pause. A message without JMSReplyTo is acknowledged"
                    + " and the output of the command is shown. A request whose requester has gone is acknowledged without a reply."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  reply prices '{\"price\":4}'",
            "  reply prices --exec 'jq .item' --max 10",
            "  reply jobs --exec ./work.sh --timeout 5m"
        })
final class ReplyCommand implements Callable<Integer> {

    /** The pause after a failure, in milliseconds; it doubles with each further failure. */
    private static final long MIN_PAUSE = 100;

    private static final long MAX_PAUSE = 10_000;

    private final ShellSession session;

    /** The identifiers of requests whose requester has gone. */
    private final Set<String> gone = new HashSet<>();

    private final CountDownLatch never = new CountDownLatch(1);
    private long pause = MIN_PAUSE;
    private long unanswered;
    private @Nullable Draft always;

    @Mixin
    private final Content content = new Content();

    @Option(
            names = "--exec",
            paramLabel = "COMMAND",
            description = "A command of the system shell, run for each request.")
    private @Nullable String command;

    @Option(names = "--timeout", paramLabel = "TIME", description = "The time limit of the command; default: 1m.")
    private Duration timeout = Duration.ofMinutes(1);

    @Option(names = "--max", paramLabel = "N", description = "End after N requests.")
    private long max = Long.MAX_VALUE;

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description = "Only requests that match, for example \"colour = 'red'\".")
    private @Nullable String selector;

    @Mixin
    private Stamp stamp = new Stamp();

    ReplyCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (command == null) {
            content.check();
        } else if (content.isGiven()) {
            throw ShellException.usage("a text and --exec are mutually exclusive; give one of them");
        }
        Bound.check(max);
        stamp.check();
        if (command == null) {
            always = content.only(session);
        }
        long taken = 0;
        try (JMSContext context = session.connection().createContext(JMSContext.SESSION_TRANSACTED);
                JMSConsumer consumer = context.createConsumer(content.target().in(context), selector)) {
            session.screen().note("answering requests to " + content.target() + "; stop with Ctrl-C");
            while (taken < max && !Thread.currentThread().isInterrupted()) {
                Message request = consumer.receive();
                if (request != null && answer(context, request)) {
                    taken++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JMSRuntimeException e) {
            if (!Failures.isInterrupt(e) && !Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
        if (taken < max) {
            session.screen().passInterrupt();
        }
        session.screen().note(Screen.count(taken - unanswered, "request") + " answered");
        return taken < max ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private boolean answer(JMSContext context, Message request) throws Exception {
        if (gone.remove(request.getJMSMessageID())) {
            context.commit(); // redelivered after its reply was refused
            unanswered++;
            return true;
        }
        Draft reply;
        try {
            reply = draft(request);
        } catch (ShellException e) {
            context.rollback();
            session.screen().complain(e.getMessage() + "; the request waits again");
            never.await(pause, TimeUnit.MILLISECONDS); // else it would reach the delivery limit within a second
            pause = Math.min(2 * pause, MAX_PAUSE);
            return false;
        } catch (InterruptedException e) {
            context.rollback();
            throw e;
        }
        pause = MIN_PAUSE;
        Destination to = request.getJMSReplyTo();
        if (to == null) {
            session.screen().note(request.getJMSMessageID() + " has no JMSReplyTo");
            show(context, reply);
            context.commit();
            return true;
        }
        return send(context, request, to, reply);
    }

    private void show(JMSContext context, Draft reply) throws JMSException {
        try (MessageOutput output = new MessageOutput(session, new BodyOptions(), "", false)) {
            Message message = reply.in(context);
            if (session.output().isForPeople()) {
                session.screen().show(BodyView.of(MessageRow.of(message, null)).text());
            } else {
                output.show(message, null);
            }
        }
    }

    /** Sends the reply. Its correlation identifier is that of the request, or else the message identifier of the request. */
    private boolean send(JMSContext context, Message request, Destination to, Draft reply) throws JMSException {
        String correlation = request.getJMSCorrelationID();
        String id = request.getJMSMessageID();
        JMSProducer producer = context.createProducer();
        stamp.on(producer, context, content::fill);
        producer.setJMSCorrelationID(correlation == null ? id : correlation);
        try {
            producer.send(to, reply.in(context));
            context.commit();
            session.screen().note(id + " answered");
            return true;
        } catch (JMSRuntimeException e) {
            boolean temporary = to instanceof TemporaryQueue || to instanceof TemporaryTopic;
            if (!temporary || Failures.isInterrupt(e)) {
                throw e;
            }
            context.rollback();
            gone.add(id);
            session.screen()
                    .complain(id + " cannot be answered, because the requester has gone: " + Failures.describe(e));
            return false;
        }
    }

    private Draft draft(Message request) throws JMSException, IOException, InterruptedException {
        if (command != null) {
            return Draft.of(new Responder(command, timeout).answer(request), BodyType.AUTO);
        }
        Draft constant = always;
        return constant != null && !content.isTemplate() ? constant : content.only(session);
    }
}
