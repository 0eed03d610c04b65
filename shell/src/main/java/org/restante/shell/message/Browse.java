package org.restante.shell.message;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.visit.Target;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at a queue's messages without taking them. */
@Command(name = "browse", description = "Shows what waits in a queue, in its order, without taking it.")
final class Browse implements Callable<Integer> {

    private final Visit visit;

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(paramLabel = "DEST", description = "A queue: orders or queue:orders.")
    private Target target;

    @Option(names = "--max", paramLabel = "N", description = "How many messages at the most; usual is 100.")
    private int max = 100;

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Which messages, as in \"colour = 'red'\".")
    private @Nullable String selector;

    Browse(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() throws JMSException {
        if (target.isTopic()) {
            throw ShellException.usage("browse looks into queues; what waits for a subscriber of " + target
                    + " is shown by: poll " + target + " --durable NAME --max 100");
        }
        JMSContext session = visit.connection();
        int shown = 0;
        try (QueueBrowser browser = session.createBrowser(session.createQueue(target.name()), selector)) {
            Enumeration<?> messages = browser.getEnumeration();
            MessageView view = new MessageView(visit.screen());
            while (shown < max && messages.hasMoreElements()) {
                view.show((Message) messages.nextElement(), null);
                shown++;
            }
            if (shown == 0) {
                visit.screen().note("nothing waits in " + target);
            } else if (messages.hasMoreElements()) {
                visit.screen().note("more wait; --max shows more than " + max);
            }
        }
        return ExitCode.DONE;
    }
}
