package org.restante.shell.manual;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists names for completion scripts at the time of completion, one a line; connects to no broker. */
@Command(name = NamesCommand.NAME, hidden = true, description = "Shows names for completion scripts.")
final class NamesCommand implements Callable<Integer> {

    static final String NAME = "__names";
    static final String CONTEXTS = "contexts";

    private final Supplier<List<String>> contexts;
    private final Screen screen;

    @Parameters(paramLabel = "KIND", description = "contexts.")
    private String kind = "";

    NamesCommand(Supplier<List<String>> contexts, Screen screen) {
        this.contexts = contexts;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (!kind.equals(CONTEXTS)) {
            throw ShellException.usage("unknown kind of names: '" + VisibleText.line(kind) + "'");
        }
        contexts.get().forEach(screen::show);
        return ExitCode.DONE;
    }
}
