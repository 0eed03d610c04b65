package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.Bound;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows messages as they arrive. Each is acknowledged after it is shown, so a kill loses no message and may repeat one. */
@Command(
        name = "subscribe",
        description = {
            "Shows messages as they arrive, until Ctrl-C, and acknowledges each message shown.",
            "A durable subscription keeps messages while no consumer is connected, until unsubscribe. A topic may be a pattern:"
                    + " * matches one level of a name, > the rest. At the prompt Ctrl-C returns to the prompt; a single command"
                    + " ends with exit code 130."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  subscribe topic:news",
            "  subscribe topic:news.> orders --selector \"region = 'north'\"",
            "  subscribe topic:news --durable anna --max 10",
            "  subscribe topic:jobs --shared workers --output ndjson"
        })
final class Subscribe implements Callable<Integer> {

    /** The wait for each of several destinations in turn, in milliseconds. */
    private static final int TURN = 20;

    private final ShellSession session;

    @Parameters(
            paramLabel = "DEST",
            arity = "1..*",
            description = "orders or queue:orders is a queue, topic:news a topic, topic:news.> all topics below it.")
    private List<Target> targets = new ArrayList<>();

    @Mixin
    private ConsumerOptions how = new ConsumerOptions();

    @Option(names = "--max", paramLabel = "N", description = "End after N messages.")
    private long max = Long.MAX_VALUE;

    @Mixin
    private BodyOptions bodies = new BodyOptions();

    Subscribe(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        Bound.check(max);
        if (how.isDurable() && targets.size() > 1) {
            throw ShellException.usage(
                    "a durable subscription has one topic; use a pattern for several, for example topic:news.>");
        }
        long shown = 0;
        try (JMSContext context =
                how.connection(session, targets.get(0)).createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            List<JMSConsumer> consumers = open(context);
            session.screen()
                    .note("listening to " + targets.stream().map(how::shown).collect(Collectors.joining(", "))
                            + "; stop with Ctrl-C");
            try (MessageOutput output = new MessageOutput(session, bodies, Poll.UNREAD, false)) {
                while (shown < max && !Thread.currentThread().isInterrupted()) {
                    Message message = receive(consumers);
                    if (message != null) {
                        output.show(message, null);
                        message.acknowledge();
                        shown++;
                    }
                }
            } catch (JMSRuntimeException e) {
                if (!Failures.isInterrupt(e) && !Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
        if (shown < max) {
            session.screen().passInterrupt();
        }
        session.screen().note(Screen.count(shown, "message") + " received");
        return shown < max ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }

    private List<JMSConsumer> open(JMSContext context) {
        List<JMSConsumer> consumers = new ArrayList<>();
        for (Target target : targets) {
            how.check(target);
            consumers.add(how.open(context, target));
        }
        return consumers;
    }

    private static @Nullable Message receive(List<JMSConsumer> consumers) {
        if (consumers.size() == 1) {
            return consumers.get(0).receive();
        }
        for (JMSConsumer consumer : consumers) {
            Message message = consumer.receive(TURN);
            if (message != null) {
                return message;
            }
        }
        return null;
    }
}
