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
    public static Catalogue of(ShellSession visit, ConnectionOptions connecting) {
        return new Catalogue("Connections").add("context", () -> command(visit, connecting));
    }

    /** At the prompt the options say what is added; as an argument they are those of restante itself. */
    private static Object command(ShellSession visit, ConnectionOptions connecting) {
        if (visit.held() == null) {
            return new ContextCommand(visit, connecting, connecting);
        }
        ConnectionOptions added = connecting.blank();
        CommandLine line = new CommandLine(new ContextCommand(visit, connecting, added));
        line.getCommandSpec().addMixin("added", CommandSpec.forAnnotatedObject(added));
        return line;
    }
}
