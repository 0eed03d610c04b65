package org.restante.shell.message;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.KnownDestinations;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the newest messages of a queue and, with {@code --follow}, those that arrive; all stay in the queue. */
@Command(
        name = "tail",
        description = {
            "Shows the newest messages of a queue and leaves them there; with -f also those that arrive, until Ctrl-C; a queue"
                    + " that does not exist yet is then waited for.",
            "A message sent and consumed between two checks is not shown; to see all messages use a topic and subscribe.",
            "A message whose sender's clock is behind the newest message shown appears up to 5 seconds later; in a queue of"
                    + " more than 100,000 messages it does not appear."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  tail orders", "  tail -n 50 orders --output ndjson", "  tail -f orders"})
final class Tail implements Callable<Integer> {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final ShellSession session;

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(paramLabel = "QUEUE", description = "orders or queue:orders.")
    private Target target;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "Show the last N messages; default: 10.")
    private int count = 10;

    @Option(
            names = {"-f", "--follow"},
            description = "Show arriving messages, too.")
    private boolean follow;

    @Option(names = "--every", paramLabel = "TIME", description = "The interval between checks; default: 500ms.")
    private Duration every = Duration.ofMillis(500);

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description = "Only messages that match, for example \"colour = 'red'\".")
    private @Nullable String selector;

    @Mixin
    private BodyOptions bodies = new BodyOptions();

    Tail(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JMSException {
        if (target.isTopic()) {
            throw ShellException.usage(target + " is a topic, which keeps no messages itself; use subscribe");
        }
        if (count < 0 || count > UnseenMessages.MAX_REMEMBERED || every.toMillis() < 10) {
            throw ShellException.usage(
                    "-n must be 0 to " + UnseenMessages.MAX_REMEMBERED + ", and --every at least 10ms");
        }
        if (follow) {
            session.connection(); // it keeps an embedded broker open
            KnownDestinations.await(session, target, FOR_EVER); // its note shows a mistyped name
        }
        UnseenMessages messages = new UnseenMessages(target.name(), selector, System::nanoTime);
        try (MessageOutput output = new MessageOutput(session, bodies)) {
            Deque<Message> last = new ArrayDeque<>();
            messages.look(session.connection(), message -> {
                last.add(message);
                if (last.size() > count) {
                    last.remove();
                }
            });
            for (Message message : last) {
                output.show(message, null);
            }
            if (last.isEmpty() && count > 0 && !follow) {
                session.screen().note(Nothing.of(target, false).why(session, selector != null));
                return ExitCode.NOTHING;
            }
            return follow ? follow(messages, output) : ExitCode.DONE;
        }
    }

    private int follow(UnseenMessages messages, MessageOutput output) throws JMSException {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (true) {
                never.await(every.toMillis(), TimeUnit.MILLISECONDS);
                messages.look(session.connection(), message -> output.show(message, null));
            }
        } catch (InterruptedException e) {
            session.screen().passInterrupt();
            return ExitCode.INTERRUPTED;
        }
    }
}
