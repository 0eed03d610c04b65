package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.Showing;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Interruptible;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StreamLines;
import org.restante.shell.visit.Catalogue;
import org.restante.shell.visit.Visit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** Runs commands line by line, on one visit. Owned by the thread that runs it. */
public final class Prompt {

    private final Visit visit;
    private final Opening opening;
    private final Catalogue catalogue;
    private final Interruptible running;
    private final Failures failures;
    private Consumer<String> named = name -> {};

    /** What holds the commands of a prompt. */
    @Command(
            name = "",
            scope = ScopeType.INHERIT,
            mixinStandardHelpOptions = true,
            description = "The commands; help and a command's name tell more about it.")
    private static final class PromptTop {
        @Mixin
        private final Showing showing;

        PromptTop(Showing otherwise) {
            showing = new Showing(otherwise);
        }
    }

    Prompt(Visit visit, Opening opening, Interruptible running) {
        this.visit = visit;
        this.opening = opening;
        this.running = running;
        this.failures = new Failures(visit.screen(), () -> visit.showing().isVerbose());
        this.catalogue = opening.commands()
                .apply(visit)
                .addAll(new Catalogue("Shell").add("exit", () -> new Exit(visit), "quit"));
        visit.show(opening.showing());
    }

    /** Tells somebody which destinations are named in commands. */
    void listen(Consumer<String> destinations) {
        named = destinations;
    }

    /** Opens a prompt for the person at the terminal, or for the script on standard input. */
    public static int open(Opening opening) {
        if (opening.surroundings().terminal()) {
            return Typing.prompt(opening);
        }
        StreamLines input = new StreamLines(opening.surroundings().in(), StreamLines.mostBytes());
        Screen screen = Screen.of(opening.surroundings());
        try (Visit visit = Visit.ofPrompt(opening.broker(), opening.credentials(), screen, input)) {
            return new Prompt(visit, opening, new Interruptible()).run(() -> script(input));
        }
    }

    private static @Nullable String script(Lines input) throws IOException {
        byte[] line = input.next();
        String text = line == null ? null : new String(line, StandardCharsets.UTF_8);
        while (text != null && Words.isOpen(text)) {
            byte[] more = input.next();
            if (more == null) {
                return text;
            }
            text += "\n" + new String(more, StandardCharsets.UTF_8);
        }
        return text;
    }

    /** The commands that are called by one of the words; all, if none is. */
    CommandLine commands(String... words) {
        PromptTop top = new PromptTop(opening.showing());
        CommandLine line = opening.configuration().of(catalogue.under(top, words), visit.screen(), failures);
        line.getCommandSpec().versionProvider(opening.version());
        for (CommandLine each : line.getSubcommands().values()) {
            each.getCommandSpec().usageMessage().synopsisHeading("Usage:"); // a space and no name of a program follow
        }
        line.setExecutionStrategy(parsed -> execute(top, parsed));
        return line;
    }

    private int execute(PromptTop top, ParseResult parsed) {
        visit.show(top.showing);
        for (ParseResult each = parsed; each != null; each = each.subcommand()) {
            each.matchedPositionals().stream()
                    .filter(parameter -> parameter.paramLabel().equals("DEST")
                            || parameter.paramLabel().equals("QUEUE"))
                    .flatMap(parameter -> parameter.stringValues().stream())
                    .forEach(named);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /**
     * Runs what is typed, until exit or the end of it.
     *
     * @param source null at its end
     * @return the exit code of the first command that failed
     */
    int run(Callable<@Nullable String> source) {
        int result = ExitCode.DONE;
        try {
            visit.connection(); // stays open to the end, and with it an embedded broker
            while (!visit.isOver()) {
                String text = source.call();
                if (text == null) {
                    break;
                }
                int code = execute(text);
                result = result == ExitCode.DONE ? code : result;
            }
        } catch (Exception e) { // from the source, or from opening; what commands throw is reported by them
            return failures.report(e);
        }
        return result;
    }

    private int execute(String text) {
        int result = ExitCode.DONE;
        running.begin();
        try {
            for (List<String> words : Words.commands(text)) {
                visit.mend();
                String[] command = words.toArray(String[]::new);
                int code = visit.isOver() ? ExitCode.DONE : commands(command).execute(command);
                result = result == ExitCode.DONE ? code : result;
            }
        } catch (ShellException e) {
            return failures.report(e);
        } finally {
            running.end();
        }
        return result;
    }
}
