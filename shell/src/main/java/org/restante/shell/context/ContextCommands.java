package org.restante.shell.context;

import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.ShellSession;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is done with contexts. */
public final class ContextCommands {

    private ContextCommands() {}

    /** Commands that read and write the contexts that the options of the command line mean. */
    public static Catalogue of(ShellSession session, ConnectionOptions connectionOptions) {
        return new Catalogue("Connections").add("context", () -> command(session, connectionOptions));
    }

    /** At the prompt the options say what is added; as an argument they are those of restante itself. */
    private static Object command(ShellSession session, ConnectionOptions connectionOptions) {
        if (session.heldMessages() == null) {
            return new ContextCommand(session, connectionOptions, connectionOptions);
        }
        ConnectionOptions added = connectionOptions.blank();
        CommandLine line = new CommandLine(new ContextCommand(session, connectionOptions, added));
        line.getCommandSpec().addMixin("added", CommandSpec.forAnnotatedObject(added));
        return line;
    }
}
