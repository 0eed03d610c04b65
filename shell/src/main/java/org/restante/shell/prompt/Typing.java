package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Interruptible;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.visit.Broker;
import org.restante.shell.visit.Credentials;
import org.restante.shell.visit.Held;
import org.restante.shell.visit.Visit;

/**
 * A person at a terminal: edits lines, completes and colours commands, remembers them. Owned by the thread that runs commands.
 *
 * <p>All commands are made on another thread, so that the prompt need not wait for them; until then nothing is coloured.
 */
final class Typing implements Lines {

    private static final int REMEMBERED = 5000;

    private static final Pattern SECRET = Pattern.compile("(?i)(passw|secret|token)[^=\\s]*=");

    private final LineReader reader;
    private final boolean colour;
    private @Nullable CompletableFuture<Knowing> knowing;
    private boolean command;

    /** What is known of all commands. */
    private record Knowing(Paint paint, Hint hint, Choices choices) {}

    /** @param history where the lines typed are remembered; null for nowhere */
    Typing(Terminal terminal, @Nullable Path history, boolean colour) {
        this.colour = colour && !terminal.getType().startsWith("dumb");
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .appName("restante")
                .terminal(terminal)
                .parser(new OpenQuotes())
                .completer(this::complete)
                .highlighter(new Colours())
                .history(new CarefulHistory())
                .option(Option.DISABLE_EVENT_EXPANSION, true) // ! and \ are part of many texts
                .option(Option.HISTORY_IGNORE_SPACE, true)
                .option(Option.CASE_INSENSITIVE, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P > ")
                .variable(LineReader.HISTORY_SIZE, REMEMBERED)
                .variable(LineReader.HISTORY_FILE_SIZE, REMEMBERED);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        reader = builder.build();
        if (this.colour) {
            reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
        }
    }

    /** Asks for another line while a quote is open. */
    private static final class OpenQuotes extends DefaultParser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && Words.isOpen(line)) {
                throw new EOFError(-1, -1, "a quote is open", "quote");
            }
            return super.parse(line, cursor, context);
        }
    }

    /** Lines that may hold a secret are not remembered, as in {@code --set password=...}. */
    private static final class CarefulHistory extends DefaultHistory {
        @Override
        public void add(Instant time, String line) {
            if (!SECRET.matcher(line).find()) {
                super.add(time, line);
            }
        }
    }

    /** Colours the line, and says what may come next. */
    private final class Colours implements Highlighter {
        @Override
        public AttributedString highlight(LineReader from, String buffer) {
            Knowing known = known();
            if (known == null || !command || !colour) {
                from.setTailTip("");
                return new AttributedString(buffer);
            }
            from.setTailTip(known.hint().behind(buffer));
            return known.paint().of(buffer);
        }
    }

    static int prompt(Opening opening) {
        try (Terminal terminal = TerminalBuilder.builder()
                .name("restante")
                .encoding(StandardCharsets.UTF_8)
                .graphemeCluster(false) // else a terminal that does not answer is waited for
                .build()) {
            Path state = opening.surroundings().xdg("XDG_STATE_HOME", ".local/state");
            return new Typing(terminal, historyIn(state), opening.surroundings().colour()).run(terminal, opening);
        } catch (IOException e) {
            throw ShellException.failed("the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    /** A history that cannot be kept is no reason not to start. */
    private static @Nullable Path historyIn(Path directory) {
        try {
            Files.createDirectories(directory);
            Path history = directory.resolve("history");
            if (Files.notExists(history)) {
                Files.createFile(history);
            }
            if (Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)) {
                // What was typed may hold what others should not read.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-------"));
            }
            return history;
        } catch (IOException e) {
            return null;
        }
    }

    int run(Terminal terminal, Opening opening) {
        Interruptible running = new Interruptible();
        terminal.handle(Terminal.Signal.INT, signal -> running.interrupt());
        Screen screen = Screen.ofPrompt(
                terminal.writer(), opening.surroundings().colour(), terminal::getColumns, terminal::getRows);
        try (Visit visit = Visit.ofPrompt(opening.broker(), opening.credentials(), screen, this);
                Live live = new Live(asking(visit))) {
            visit.setKeys(() -> TerminalKeys.of(terminal));
            Prompt prompt = new Prompt(visit, opening, running);
            prompt.listen(live::used);
            knowing = CompletableFuture.supplyAsync(() -> know(prompt, visit, live, opening));
            screen.note(
                    screen.faint("restante on " + opening.broker().shown() + "; help lists the commands, exit leaves"));
            int code = prompt.run(() -> command(visit, terminal));
            String unfinished = visit.unfinished();
            if (unfinished != null) {
                screen.note(unfinished);
            }
            return visit.isOver() ? ExitCode.DONE : code;
        }
    }

    /** While a line is read no command runs, so the visit stands still. */
    private static Live.Asking asking(Visit visit) {
        return () -> {
            Broker broker = visit.broker();
            Credentials who = visit.credentials();
            return broker.isRestante() ? broker.admin(who) : null;
        };
    }

    private static Knowing know(Prompt prompt, Visit visit, Live live, Opening opening) {
        Grammar grammar = new Grammar(prompt.commands());
        return new Knowing(
                new Paint(grammar),
                new Hint(grammar),
                new Choices(grammar, live, () -> numbers(visit.held()), opening.contexts()));
    }

    private static List<String> numbers(@Nullable Held held) {
        return held == null
                ? List.of()
                : held.numbers().stream().map(String::valueOf).toList();
    }

    private @Nullable Knowing known() {
        CompletableFuture<Knowing> coming = knowing;
        return coming == null || !coming.isDone() || coming.isCompletedExceptionally() ? null : coming.join();
    }

    private void complete(LineReader from, ParsedLine line, List<Candidate> candidates) {
        CompletableFuture<Knowing> coming = knowing;
        if (coming == null || !command) {
            return;
        }
        String word = line.word().substring(0, line.wordCursor());
        for (Choices.Choice choice : coming.join().choices().of(line.words().subList(0, line.wordIndex()), word)) {
            candidates.add(
                    new Candidate(choice.word(), choice.word(), null, choice.about(), null, null, choice.whole()));
        }
    }

    private @Nullable String command(Visit visit, Terminal terminal) {
        command = true;
        try {
            return reader.readLine(Prompting.of(visit, terminal.getColumns()));
        } catch (UserInterruptException e) {
            return ""; // Ctrl-C forgets the line
        } catch (EndOfFileException e) {
            return null;
        } finally {
            command = false;
        }
    }

    /** A line of text for a command; Ctrl-D ends them. */
    @Override
    public byte @Nullable [] next() {
        try {
            return reader.readLine("").getBytes(StandardCharsets.UTF_8);
        } catch (UserInterruptException e) {
            throw ShellException.of(ExitCode.INTERRUPTED, "ended by Ctrl-C", e);
        } catch (EndOfFileException e) {
            return null;
        }
    }

    @Override
    public boolean isReady() {
        return false;
    }
}
