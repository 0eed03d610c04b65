package org.restante.shell.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Interruptible;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StreamLines;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** Runs commands line by line, in one session. Owned by the thread that runs commands. */
public final class Prompt {

    /** How deep sourced files may be nested. */
    static final int MAX_DEPTH = 8;

    private static final String INPUT = "standard input";

    /** The commands allowed after the open transaction was rolled back with its connection. */
    private static final Set<String> ENDING = Set.of("rollback", "commit", "help", "exit", "quit");

    private final ShellSession session;
    private final Opening opening;
    private final Catalogue catalogue;
    private final Interruptible running;
    private final Failures failures;
    private Consumer<String> named = name -> {};
    private int depth;

    /** The parent of the commands of a prompt. */
    @Command(
            name = "",
            scope = ScopeType.INHERIT,
            mixinStandardHelpOptions = true,
            description = "The commands; help COMMAND shows the options and examples of one.")
    private static final class PromptTop {
        @Mixin
        private final OutputOptions output;

        PromptTop(OutputOptions otherwise) {
            output = new OutputOptions(otherwise);
        }
    }

    Prompt(ShellSession session, Opening opening, Interruptible running) {
        this.session = session;
        this.opening = opening;
        this.running = running;
        this.failures = new Failures(session.screen(), () -> session.output().isVerbose());
        this.catalogue = opening.commands()
                .apply(session)
                .addAll(new Catalogue("Shell")
                        .add("source", () -> new Source(this::source))
                        .add("exit", () -> new Exit(session), "quit"));
        failures.setCommands(catalogue::names);
        session.setOutput(opening.output());
    }

    /** Sets the listener for destinations named in commands. */
    void listen(Consumer<String> destinations) {
        named = destinations;
    }

    /** Opens a prompt at the terminal, or runs the script on standard input. */
    public static int open(Opening opening) {
        if (opening.environment().terminal()) {
            return Typing.prompt(opening);
        }
        StreamLines input = new StreamLines(opening.environment().in(), StreamLines.mostBytes());
        Screen screen = Screen.of(opening.environment());
        try (ShellSession session = ShellSession.ofPrompt(opening.broker(), opening.credentials(), screen, input)) {
            return ended(
                    session, new Prompt(session, opening, new Interruptible()).run(new Script(input, INPUT)::next));
        }
    }

    /** The command source for the arguments of the process; its files may use all commands of the prompt. */
    public static Catalogue sourcing(Supplier<Opening> opening) {
        return new Catalogue("Shell")
                .add("source", () -> new Source((files, goOn) -> source(opening.get(), files, goOn)));
    }

    private static int source(Opening opening, List<String> files, boolean goOn) throws IOException {
        StreamLines input = new StreamLines(opening.environment().in(), StreamLines.mostBytes());
        Screen screen = Screen.of(opening.environment());
        try (ShellSession session = ShellSession.ofPrompt(opening.broker(), opening.credentials(), screen, input)) {
            Prompt prompt = new Prompt(session, opening, new Interruptible());
            session.connection(); // keeps an embedded broker open to the end
            return ended(session, prompt.source(files, goOn));
        }
    }

    /** The exit code of a script; one that leaves a transaction open has failed, as its messages are not committed. */
    private static int ended(ShellSession session, int code) {
        String unfinished = session.transaction() == null ? null : session.unfinished();
        if (unfinished == null) {
            return code;
        }
        session.screen().complain(unfinished);
        return code == ExitCode.DONE ? ExitCode.FAILED : code;
    }

    /** The command line with the commands among the words; with all, if there is none. */
    CommandLine commands(String... words) {
        PromptTop top = new PromptTop(opening.output());
        CommandLine line = opening.configuration().of(catalogue.under(top, words), session.screen(), failures);
        line.getCommandSpec().versionProvider(opening.version());
        for (CommandLine each : line.getSubcommands().values()) {
            each.getCommandSpec().usageMessage().synopsisHeading("Usage:"); // without the name of a program
        }
        line.setExecutionStrategy(parsed -> execute(top, parsed));
        return line;
    }

    private int execute(PromptTop top, ParseResult parsed) {
        session.setOutput(top.output);
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
     * Runs commands from a source, until exit or its end.
     *
     * @param source returns the next command; null at its end
     * @return the exit code of the first command that failed
     */
    int run(Callable<@Nullable String> source) {
        int result = ExitCode.DONE;
        try {
            open();
            while (!session.isOver()) {
                session.mend();
                String text = source.call();
                if (text == null) {
                    break;
                }
                int code = execute(text);
                result = result == ExitCode.DONE ? code : result;
            }
        } catch (Exception e) { // from the source, or from opening; failures of commands are already reported
            return failures.report(e);
        }
        return result;
    }

    /** Opens the connection, which keeps an embedded broker open to the end. */
    private void open() {
        running.begin();
        try {
            session.connection();
        } catch (RuntimeException e) {
            throw running.wasInterrupted() ? ShellException.of(ExitCode.INTERRUPTED, "interrupted", e) : e;
        } finally {
            running.end();
        }
    }

    /**
     * Runs files of commands, one after the other.
     *
     * @param files {@code -} is standard input
     * @param goOn whether to continue after a failed command
     * @return the exit code of the first command that failed
     */
    private int source(List<String> files, boolean goOn) throws IOException {
        if (depth == MAX_DEPTH) {
            throw ShellException.usage("files are nested deeper than " + MAX_DEPTH
                    + "; check whether a file sources itself, directly or through another file");
        }
        depth++;
        int result = ExitCode.DONE;
        try {
            for (String file : files) {
                if (result == ExitCode.DONE || (goOn && result != ExitCode.INTERRUPTED)) {
                    int code = file.equals("-")
                            ? source(file, new Script(session.input(), INPUT), goOn)
                            : source(file, goOn);
                    result = result == ExitCode.DONE ? code : result;
                }
            }
        } finally {
            depth--;
        }
        return result;
    }

    private int source(String file, boolean goOn) throws IOException {
        try (InputStream in = InputFile.open(file)) {
            return source(file, new Script(new StreamLines(in, StreamLines.mostBytes()), file), goOn);
        }
    }

    private int source(String name, Script script, boolean goOn) throws IOException {
        int result = ExitCode.DONE;
        String outside = session.screen().setPlace("");
        try {
            while (!session.isOver()) {
                String text = script.next();
                if (text == null) {
                    break;
                }
                session.screen().setPlace(VisibleText.line(name) + ":" + script.number() + ": ");
                int code = each(text);
                result = result == ExitCode.DONE ? code : result;
                if (code == ExitCode.INTERRUPTED || (code != ExitCode.DONE && !goOn)) {
                    break;
                }
            }
        } finally {
            session.screen().setPlace(outside);
        }
        return result;
    }

    private int execute(String text) {
        running.begin();
        try {
            return each(text);
        } finally {
            running.end();
        }
    }

    private int each(String text) {
        int result = ExitCode.DONE;
        try {
            for (List<String> words : Words.commands(text)) {
                session.mend();
                if (session.isUndone() && !ENDING.contains(words.get(0))) {
                    throw ShellException.of(
                            ExitCode.NO_CONNECTION,
                            "the command did not run, because the transaction was rolled back when its connection was lost;"
                                    + " run rollback, then begin again");
                }
                String[] command = words.toArray(String[]::new);
                int code = session.isOver() ? ExitCode.DONE : commands(command).execute(command);
                session.rest();
                if (code == ExitCode.INTERRUPTED) {
                    return code; // Ctrl-C also discards commands pasted behind this one
                }
                result = result == ExitCode.DONE ? code : result;
            }
        } catch (ShellException e) {
            return failures.report(e);
        }
        return result;
    }
}
