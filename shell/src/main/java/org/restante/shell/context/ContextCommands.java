package org.restante.shell.context;

import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ConnectionOptions;
import org.restante.shell.session.ShellSession;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command for contexts. */
public final class ContextCommands {

    private ContextCommands() {}

    /** The command on the contexts of the command line's options. */
    public static Catalogue of(ShellSession session, ConnectionOptions connectionOptions) {
        return new Catalogue("Connections").add("context", () -> command(session, connectionOptions));
    }

    /** At the prompt the command has its own options for add; as a single command it uses those of restante. */
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
