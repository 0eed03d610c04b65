package org.restante.shell.manual;

import java.util.List;
import java.util.function.Supplier;
import org.restante.shell.session.Catalogue;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine;

/** The commands for manual pages and completion scripts; the prompt has its own help and completion. */
public final class ManualCommands {

    private ManualCommands() {}

    /**
     * Commands that use the definitions of all commands.
     *
     * @param all creates the command line with all commands
     * @param contexts the names that completion scripts ask for
     */
    public static Catalogue of(Supplier<CommandLine> all, Supplier<List<String>> contexts, Screen screen) {
        return new Catalogue("Shell")
                .add("completion", () -> new CompletionCommand(all, screen))
                .add("manual", () -> new ManualCommand(all, screen))
                .add(NamesCommand.NAME, () -> new NamesCommand(contexts, screen));
    }
}
