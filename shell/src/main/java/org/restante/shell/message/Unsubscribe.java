package org.restante.shell.message;

import jakarta.jms.InvalidDestinationRuntimeException;
import java.util.concurrent.Callable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a durable subscription. */
@Command(
        name = "unsubscribe",
        description = "Deletes a durable subscription and its messages.",
        footerHeading = "%nExamples:%n",
        footer = {"  unsubscribe anna", "  unsubscribe workers --client-id ''"})
final class Unsubscribe implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(paramLabel = "SUBSCRIPTION", description = "The name given to --durable.")
    private String name = "";

    @Option(
            names = "--client-id",
            paramLabel = "CLIENT-ID",
            description =
                    "The client identifier of the subscription; default: " + ShellSession.CLIENT_ID + "; '' for none.")
    private String clientId = ShellSession.CLIENT_ID;

    Unsubscribe(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try {
            session.connection(clientId.isEmpty() ? null : clientId).unsubscribe(name);
        } catch (InvalidDestinationRuntimeException e) {
            throw ShellException.of(ExitCode.NOTHING, String.valueOf(e.getMessage()), e);
        }
        session.screen().show(VisibleText.line(name) + " unsubscribed");
        return ExitCode.DONE;
    }
}
