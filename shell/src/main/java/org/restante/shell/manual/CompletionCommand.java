package org.restante.shell.manual;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a completion script. */
@Command(
        name = "completion",
        description =
                "Shows a completion script for another shell: it completes commands, options, choices, settings, contexts and files.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  completion bash > ~/.local/share/bash-completion/completions/restante",
            "  completion zsh > ~/.zfunc/_restante",
            "  completion fish > ~/.config/fish/completions/restante.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    private final Supplier<CommandLine> all;
    private final Screen screen;

    @Parameters(paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private Completion shell = Completion.BASH;

    CompletionCommand(Supplier<CommandLine> all, Screen screen) {
        this.all = all;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.write(shell.script(all.get()));
        screen.checkSeen();
        return ExitCode.DONE;
    }
}
