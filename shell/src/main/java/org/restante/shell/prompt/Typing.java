package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.Credentials;
import org.restante.shell.session.HeldMessages;
import org.restante.shell.session.ProviderAccess;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Interruptible;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Prompter;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * The terminal of a prompt: line editing, completion, highlighting and history. Owned by the thread that runs commands.
 *
 * <p>The objects of all commands are created on another thread, so that the prompt does not wait for them; until then there is no
 * highlighting.
 */
final class Typing implements Lines, Prompter {

    private static final int REMEMBERED = 5000;
    private static final String DAMAGED =
            "the line has bytes that are not UTF-8, and nothing was done; set the terminal to UTF-8";
    private static final Character NO_ECHO = '\0';

    private final Editor reader;
    private final boolean colour;
    private final boolean plain;
    private @Nullable CompletableFuture<Knowing> knowing;
    private volatile boolean command;

    /** The parts that need the definitions of all commands. */
    private record Knowing(Highlighting highlighting, Hint hint, Choices choices) {}

    /**
     * A prompt on a terminal.
     *
     * @param history the file of the history; null for none
     * @param wrapsAnew whether the terminal wraps its lines anew when its width changes
     */
    Typing(Terminal terminal, @Nullable Path history, boolean colour, boolean wrapsAnew) {
        this.plain = Screen.isPlain(terminal.getType());
        this.colour = colour && !plain;
        Map<String, Object> variables = new HashMap<>();
        variables.put(LineReader.SECONDARY_PROMPT_PATTERN, "%P > ");
        variables.put(LineReader.HISTORY_SIZE, REMEMBERED);
        variables.put(LineReader.HISTORY_FILE_SIZE, REMEMBERED);
        if (history != null) {
            variables.put(LineReader.HISTORY_FILE, history);
        }
        reader = new Editor(terminal, variables, wrapsAnew, this::hint);
        reader.setHistory(new Remembered(() -> command));
        reader.setParser(this::parse);
        reader.setCompleter(this::complete);
        reader.setHighlighter(new Colours());
        reader.option(Option.DISABLE_EVENT_EXPANSION, true); // ! and \ are common in texts
        reader.option(Option.HISTORY_IGNORE_SPACE, true);
        reader.option(Option.CASE_INSENSITIVE, true);
        reader.option(Option.COMPLETE_MATCHER_TYPO, false); // it would replace the typed word
    }

    /** Parses a line; continues on another line while a quote of a command is open. */
    private ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
        if (command && context == Parser.ParseContext.ACCEPT_LINE && Words.isOpen(line)) {
            throw new EOFError(-1, -1, "a quote is open", "quote");
        }
        return TypedLine.of(line, cursor);
    }

    /** Colours the line. */
    private final class Colours implements Highlighter {
        @Override
        public AttributedString highlight(LineReader from, String buffer) {
            Knowing known = known();
            return known == null || !command || !colour
                    ? new AttributedString(buffer)
                    : known.highlighting().of(buffer);
        }
    }

    private String hint(String text) {
        Knowing known = known();
        return known == null || !command || !colour ? "" : known.hint().behind(text);
    }

    static int prompt(Opening opening) {
        try (Terminal terminal = TerminalBuilder.builder()
                .name("restante")
                .encoding(StandardCharsets.UTF_8)
                .graphemeCluster(false) // else JLine waits for a terminal that does not answer
                .build()) {
            Path state = opening.environment().xdg("XDG_STATE_HOME", ".local/state");
            Object before =
                    isNative(terminal) ? null : Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
            try {
                return new Typing(
                                terminal,
                                Remembered.in(state),
                                opening.environment().colour(),
                                Wrapping.isAnew(opening.environment()::variable))
                        .run(terminal, opening);
            } finally {
                Signals.unregister("INT", before);
            }
        } catch (IOException e) {
            throw ShellException.failed("the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether the terminal handles the signals of the process; JLine's dumb terminal does not, and Ctrl-C would end the shell. */
    private static boolean isNative(Terminal terminal) {
        return !(terminal instanceof DumbTerminal);
    }

    int run(Terminal terminal, Opening opening) {
        Interruptible running = new Interruptible();
        terminal.handle(Terminal.Signal.INT, signal -> running.interrupt());
        Screen screen = screen(terminal, opening);
        try (LogAbove log = new LogAbove(reader::printAbove);
                ShellSession session = ShellSession.ofPrompt(opening.broker(), opening.credentials(), screen, this);
                Live live = new Live(asking(session))) {
            log.open();
            session.setPrompter(this);
            session.setWatch(loss -> tell(loss, Prompting.ofLost(session, terminal.getColumns())));
            session.setKeys(() -> TerminalKeys.of(terminal));
            Prompt prompt = new Prompt(session, opening, running);
            prompt.listen(live::used);
            knowing = CompletableFuture.supplyAsync(() -> know(prompt, session, live, opening));
            screen.note(
                    screen.faint("restante on " + opening.broker().shown() + "; help lists the commands, exit quits"));
            int code = prompt.run(() -> command(session, terminal));
            String unfinished = session.unfinished();
            if (unfinished != null) {
                screen.note(unfinished);
            }
            return session.isOver() ? ExitCode.DONE : code;
        }
    }

    private Screen screen(Terminal terminal, Opening opening) {
        return plain
                ? Screen.ofPlainPrompt(terminal.writer())
                : Screen.ofPrompt(
                        terminal.writer(), opening.environment().colour(), terminal::getColumns, terminal::getRows);
    }

    /** Shows the loss of the connection above the line that the user types, and a new prompt; false if no line is being read. */
    private boolean tell(String loss, String prompt) {
        boolean typing = reader.isReading();
        if (typing) {
            if (command) {
                reader.setPrompt(prompt);
            }
            reader.printAbove(loss);
        }
        return typing;
    }

    /** Called while a line is read. No command runs then, so the session does not change. */
    private static Live.Asking asking(ShellSession session) {
        return () -> {
            ProviderAccess broker = session.broker();
            Credentials who = session.credentials();
            return broker.isRestante() ? broker.admin(who) : null;
        };
    }

    private static Knowing know(Prompt prompt, ShellSession session, Live live, Opening opening) {
        Grammar grammar = new Grammar(prompt.commands());
        return new Knowing(
                new Highlighting(grammar),
                new Hint(grammar),
                new Choices(grammar, live, () -> numbers(session), opening.contexts()));
    }

    private static List<String> numbers(ShellSession session) {
        HeldMessages heldMessages = session.heldMessages();
        return heldMessages == null || session.isLost()
                ? List.of()
                : heldMessages.numbers().stream().map(String::valueOf).toList();
    }

    private @Nullable Knowing known() {
        CompletableFuture<Knowing> coming = knowing;
        return coming == null || !coming.isDone() || coming.isCompletedExceptionally() ? null : coming.join();
    }

    private void complete(LineReader from, ParsedLine line, List<Candidate> candidates) {
        CompletableFuture<Knowing> coming = knowing;
        if (coming == null || !command || (line instanceof TypedLine typed && typed.isComment())) {
            return;
        }
        String word = line.word().substring(0, line.wordCursor());
        for (Choices.Choice choice : coming.join().choices().of(line.words().subList(0, line.wordIndex()), word)) {
            candidates.add(new Candidate(
                    choice.word(), VisibleText.line(choice.word()), null, choice.about(), null, null, choice.whole()));
        }
    }

    private @Nullable String command(ShellSession session, Terminal terminal) {
        command = true;
        try {
            String line = reader.readLine(Prompting.of(session, terminal.getColumns()));
            if (isDamaged(line)) {
                session.screen().complain(DAMAGED);
                return "";
            }
            return line;
        } catch (UserInterruptException e) {
            if (plain) {
                terminal.writer().println(); // the terminal shows ^C on the line
            }
            return ""; // Ctrl-C discards the line
        } catch (EndOfFileException e) {
            return null;
        } catch (IllegalStateException e) {
            return endOfClosed(e);
        } finally {
            command = false;
        }
    }

    /** The end of the input, because a signal such as SIGTERM ends the process and JLine has closed the terminal. */
    private static @Nullable String endOfClosed(IllegalStateException e) {
        if (e.getMessage() == null || !e.getMessage().contains("closed")) {
            throw e;
        }
        return null;
    }

    /** Whether the terminal sent bytes that are not UTF-8, which are replaced when they are read. */
    private static boolean isDamaged(String line) {
        return line.indexOf('\ufffd') >= 0;
    }

    /** A line of input for a command; Ctrl-D ends the input. */
    @Override
    public byte @Nullable [] next() {
        String line = line("", null);
        if (line != null && isDamaged(line)) {
            throw ShellException.failed(DAMAGED);
        }
        return line == null ? null : line.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String answer(String question) {
        return line(question, null);
    }

    @Override
    public @Nullable String secret(String question) {
        return plain ? PlainSecret.ask(reader.getTerminal(), question) : line(question, NO_ECHO);
    }

    private @Nullable String line(String question, @Nullable Character mask) {
        try {
            return reader.readLine(question, mask);
        } catch (UserInterruptException e) {
            throw ShellException.of(ExitCode.INTERRUPTED, "interrupted by Ctrl-C", e);
        } catch (EndOfFileException e) {
            return null;
        } catch (IllegalStateException e) {
            return endOfClosed(e);
        }
    }

    @Override
    public boolean isReady() {
        return false;
    }
}
