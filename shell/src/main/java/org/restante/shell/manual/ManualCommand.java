package org.restante.shell.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the manual pages and completion scripts for an installation. */
@Command(
        name = "manual",
        description = "Writes the manual pages (man/man1) and the completion scripts (completions) into a directory.",
        footerHeading = "%nExamples:%n",
        footer = "  manual ~/.local/share/restante-manual")
final class ManualCommand implements Callable<Integer> {

    private final Supplier<CommandLine> all;
    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "The target directory; it is created if missing.")
    private Path directory = Path.of("");

    ManualCommand(Supplier<CommandLine> all, Screen screen) {
        this.all = all;
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine line = all.get();
        Path completions = Files.createDirectories(directory.resolve("completions"));
        for (Completion shell : Completion.values()) {
            Files.writeString(completions.resolve(shell.file()), shell.script(line));
        }
        Path pages = Files.createDirectories(directory.resolve("man").resolve("man1"));
        Map<String, String> written = ManualPage.all(line);
        for (Map.Entry<String, String> page : written.entrySet()) {
            Files.writeString(pages.resolve(page.getKey() + ".1"), page.getValue());
        }
        screen.note(Screen.count(written.size(), "page") + " and " + Completion.values().length
                + " completion scripts written to " + VisibleText.line(directory.toString()));
        return ExitCode.DONE;
    }
}
