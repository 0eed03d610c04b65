package org.restante.shell.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Runs commands line by line, on one visit. Owned by the thread that runs it. */
public final class Prompt {

    /** How many files may be open, each named in the one before. */
    static final int DEEPEST = 8;

    /** What may be said while a transaction is open that the loss of its connection has undone. */
    private static final Set<String> ENDING = Set.of("rollback", "commit", "help", "exit", "quit");

    private final ShellSession session;
    private final Opening opening;
    private final Catalogue catalogue;
    private final Interruptible running;
    private final Failures failures;
    private Consumer<String> named = name -> {};
    private int depth;

    /** What holds the commands of a prompt. */
    @Command(
            name = "",
            scope = ScopeType.INHERIT,
            mixinStandardHelpOptions = true,
            description = "The commands; help and a command's name tell more about it.")
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
        session.setOutput(opening.output());
    }

    /** Tells somebody which destinations are named in commands. */
    void listen(Consumer<String> destinations) {
        named = destinations;
    }

    /** Opens a prompt for the person at the terminal, or for the script on standard input. */
    public static int open(Opening opening) {
        if (opening.environment().terminal()) {
            return Typing.prompt(opening);
        }
        StreamLines input = new StreamLines(opening.environment().in(), StreamLines.mostBytes());
        Screen screen = Screen.of(opening.environment());
        try (ShellSession session = ShellSession.ofPrompt(opening.broker(), opening.credentials(), screen, input)) {
            return ended(session, new Prompt(session, opening, new Interruptible()).run(new Script(input)::next));
        }
    }

    /** The command that runs files of commands as a process of its own, with all that there is at the prompt. */
    public static Catalogue sourcing(Supplier<Opening> opening) {
        return new Catalogue("Shell")
                .add("source", () -> new Source((files, goOn) -> source(opening.get(), files, goOn)));
    }

    private static int source(Opening opening, List<String> files, boolean goOn) throws IOException {
        StreamLines input = new StreamLines(opening.environment().in(), StreamLines.mostBytes());
        Screen screen = Screen.of(opening.environment());
        try (ShellSession session = ShellSession.ofPrompt(opening.broker(), opening.credentials(), screen, input)) {
            Prompt prompt = new Prompt(session, opening, new Interruptible());
            session.connection(); // stays open to the end, and with it an embedded broker
            return ended(session, prompt.source(files, goOn));
        }
    }

    /** A script that leaves a transaction open has done less than it says. */
    private static int ended(ShellSession session, int code) {
        String unfinished = session.transaction() == null ? null : session.unfinished();
        if (unfinished == null) {
            return code;
        }
        session.screen().complain(unfinished);
        return code == ExitCode.DONE ? ExitCode.FAILED : code;
    }

    /** The commands that are called by one of the words; all, if none is. */
    CommandLine commands(String... words) {
        PromptTop top = new PromptTop(opening.output());
        CommandLine line = opening.configuration().of(catalogue.under(top, words), session.screen(), failures);
        line.getCommandSpec().versionProvider(opening.version());
        for (CommandLine each : line.getSubcommands().values()) {
            each.getCommandSpec().usageMessage().synopsisHeading("Usage:"); // a space and no name of a program follow
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
     * Runs what is typed, until exit or the end of it.
     *
     * @param source null at its end
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
        } catch (Exception e) { // from the source, or from opening; what commands throw is reported by them
            return failures.report(e);
        }
        return result;
    }

    /** Stays open to the end, and with it an embedded broker. */
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
     * @param goOn whether those behind one that failed run, too
     * @return the exit code of the first command that failed
     */
    private int source(List<String> files, boolean goOn) throws IOException {
        if (depth == DEEPEST) {
            throw ShellException.usage(
                    "files are nested deeper than " + DEEPEST + "; does one of them name itself, or one before it?");
        }
        depth++;
        int result = ExitCode.DONE;
        try {
            for (String file : files) {
                if (result == ExitCode.DONE || (goOn && result != ExitCode.INTERRUPTED)) {
                    int code = file.equals("-") ? source(file, new Script(session.input()), goOn) : source(file, goOn);
                    result = result == ExitCode.DONE ? code : result;
                }
            }
        } finally {
            depth--;
        }
        return result;
    }

    private int source(String file, boolean goOn) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return source(file, new Script(new StreamLines(in, StreamLines.mostBytes())), goOn);
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
                            "the transaction was undone with its connection, so this was not done; rollback, then begin again");
                }
                String[] command = words.toArray(String[]::new);
                int code = session.isOver() ? ExitCode.DONE : commands(command).execute(command);
                session.rest();
                if (code == ExitCode.INTERRUPTED) {
                    return code; // what was pasted behind it is not wanted any more either
                }
                result = result == ExitCode.DONE ? code : result;
            }
        } catch (ShellException e) {
            return failures.report(e);
        }
        return result;
    }
}
