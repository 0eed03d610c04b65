package org.restante.shell.message;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.concurrent.Callable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows messages as they come. Each is acknowledged once it has been shown, so a kill loses none and may repeat one. */
@Command(
        name = "subscribe",
        description = "Shows messages as they come, until Ctrl-C, and acknowledges each that was shown.",
        footer = {
            "",
            "A durable subscription stays: what comes while nobody listens waits for it, until unsubscribe. At the prompt"
                    + " Ctrl-C returns to the prompt; as an argument of ./restante it ends with exit code 130."
        })
final class Subscribe implements Callable<Integer> {

    private final Visit visit;

    @Mixin
    private Consuming from = new Consuming();

    @Option(names = "--max", paramLabel = "N", description = "End by itself after so many messages.")
    private long max = Long.MAX_VALUE;

    Subscribe(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() throws JMSException {
        if (max < 1) {
            throw ShellException.usage("--max is " + max + "; give at least 1");
        }
        long shown = 0;
        try (JMSContext session = from.connection(visit).createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                JMSConsumer consumer = from.open(session)) {
            visit.screen().note("listening to " + from + "; Ctrl-C ends");
            MessageView view = new MessageView(visit.screen());
            while (shown < max && !Thread.currentThread().isInterrupted()) {
                Message message = consumer.receive();
                view.show(message, null);
                visit.screen().checkSeen();
                message.acknowledge();
                shown++;
            }
        } catch (JMSRuntimeException e) {
            if (!Failures.isInterrupt(e)) {
                throw e;
            }
            visit.screen().passInterrupt();
        }
        visit.screen().note(Screen.count(shown, "message") + " received");
        return shown < max ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
}
