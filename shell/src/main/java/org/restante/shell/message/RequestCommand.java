package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.restante.shell.content.Content;
import org.restante.shell.content.Draft;
import org.restante.shell.content.Stamp;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a request and shows the replies. */
@Command(
        name = "request",
        description = {
            "Sends a request with a temporary queue for replies, and shows the replies. Exit code 3: no reply came in time.",
            "The request expires after --timeout, unless --ttl is given. A responder sends its reply to the JMSReplyTo of the request,"
                    + " as the command reply does."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  request prices '{\"item\":\"tea\"}'",
            "  request topic:who-is-there '' --max 10 --timeout 2s --output ndjson"
        })
final class RequestCommand implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private final Content content = new Content();

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait for each reply; default: 10s.")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(names = "--max", paramLabel = "N", description = "Wait for at most N replies; default: 1.")
    private int max = 1;

    @Mixin
    private Stamp stamp = new Stamp();

    @Mixin
    private BodyOptions bodies = new BodyOptions();

    RequestCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        content.check();
        if (max < 1 || timeout.isZero()) {
            throw ShellException.usage("--max must be at least 1, and --timeout at least 1ms");
        }
        stamp.check();
        stamp.otherwiseLives(timeout); // nobody waits for a reply after it
        Draft request = content.only(session);
        if (session.transaction() != null) {
            throw ShellException.failed(
                    "a transaction is open, and would send the request only at its commit; end it with commit or rollback first");
        }
        try (JMSContext context = session.connection().createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            return ask(context, request);
        }
    }

    private int ask(JMSContext context, Draft request) throws Exception {
        TemporaryQueue replies = context.createTemporaryQueue();
        int shown;
        try {
            shown = ask(context, request, replies);
        } finally {
            replies.delete(); // also after a failure or Ctrl-C; at a prompt the connection would keep it
        }
        if (shown == 0) {
            session.screen().complain("no reply came within " + Screen.duration(timeout));
            return ExitCode.NOTHING;
        }
        return ExitCode.DONE;
    }

    /** Returns the number of replies. */
    private int ask(JMSContext context, Draft request, TemporaryQueue replies) throws Exception {
        int shown = 0;
        try (JMSConsumer consumer = context.createConsumer(replies);
                MessageOutput output = new MessageOutput(session, bodies, "", false)) {
            JMSProducer producer = context.createProducer();
            stamp.on(producer, context, content::fill);
            producer.setJMSReplyTo(replies).send(content.target().in(context), request.in(context));
            while (shown < max) {
                Message reply = consumer.receive(timeout.toMillis());
                if (reply == null) {
                    break;
                }
                output.show(reply, null);
                shown++;
            }
        }
        return shown;
    }
}
