package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Interruptible;
import org.restante.shell.terminal.Lines;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.visit.Held;
import org.restante.shell.visit.Visit;
import picocli.CommandLine;
import picocli.shell.jline3.PicocliJLineCompleter;

/**
 * A person at a terminal: edits lines, completes commands, remembers them. Owned by the thread that runs commands.
 *
 * <p>The only class that needs JLine, which is therefore loaded for a prompt only.
 */
final class Typing implements Lines {

    private static final int REMEMBERED = 1000;
    private static final String PROMPT = "restante> ";

    private final LineReader reader;
    private @Nullable PicocliJLineCompleter completer;

    /** @param history where the lines typed are remembered; null for nowhere */
    Typing(Terminal terminal, @Nullable Path history) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .appName("restante")
                .terminal(terminal)
                .parser(new OpenQuotes())
                .completer(this::complete)
                .option(Option.DISABLE_EVENT_EXPANSION, true) // ! and \ are part of many texts
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P > ")
                .variable(LineReader.HISTORY_SIZE, REMEMBERED)
                .variable(LineReader.HISTORY_FILE_SIZE, REMEMBERED);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        reader = builder.build();
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

    static int prompt(Opening opening) {
        try (Terminal terminal = TerminalBuilder.builder()
                .name("restante")
                .encoding(StandardCharsets.UTF_8)
                .build()) {
            Path state = opening.surroundings().xdg("XDG_STATE_HOME", ".local/state");
            return new Typing(terminal, historyIn(state)).run(terminal, opening);
        } catch (IOException e) {
            throw ShellException.failed("the terminal cannot be used: " + e.getMessage(), e);
        }
    }

    /** A history that cannot be kept is no reason not to start. */
    private static @Nullable Path historyIn(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                keepToOwner(directory);
            }
            return directory.resolve("history");
        } catch (IOException e) {
            return null;
        }
    }

    /** What was typed may hold what others should not read. */
    private static void keepToOwner(Path directory) throws IOException {
        if (Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    int run(Terminal terminal, Opening opening) {
        Interruptible running = new Interruptible();
        terminal.handle(Terminal.Signal.INT, signal -> running.interrupt());
        Screen screen = Screen.ofPrompt(
                terminal.writer(), opening.surroundings().colour(), terminal::getColumns, terminal::getRows);
        try (Visit visit = Visit.ofPrompt(opening.broker(), opening.credentials(), screen, this)) {
            Prompt prompt = new Prompt(visit, opening, running);
            completeFrom(prompt.commands());
            screen.note(
                    screen.faint("restante on " + opening.broker().shown() + "; help lists the commands, exit leaves"));
            int code = prompt.run(this::command);
            Held held = visit.held();
            if (held != null && held.size() > 0) {
                screen.note(Screen.count(held.size(), "message") + " held and not acknowledged: given back");
            }
            return visit.isOver() ? ExitCode.DONE : code;
        }
    }

    private void completeFrom(CommandLine commands) {
        completer = new PicocliJLineCompleter(commands.getCommandSpec());
    }

    private void complete(LineReader from, ParsedLine line, List<Candidate> candidates) {
        PicocliJLineCompleter known = completer;
        if (known != null) {
            known.complete(from, line, candidates);
        }
    }

    private @Nullable String command() {
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException e) {
            return ""; // Ctrl-C forgets the line
        } catch (EndOfFileException e) {
            return null;
        }
    }

    /** A line of text for a command; Ctrl-D ends them. */
    @Override
    public byte @Nullable [] next() {
        try {
            return reader.readLine("").getBytes(StandardCharsets.UTF_8);
        } catch (UserInterruptException e) {
            throw ShellException.failed("ended by Ctrl-C", e);
        } catch (EndOfFileException e) {
            return null;
        }
    }

    @Override
    public boolean isReady() {
        return false;
    }
}
