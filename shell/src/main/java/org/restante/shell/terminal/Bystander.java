package org.restante.shell.terminal;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.restante.link.Utf8;

/** Prompter of a single command: an answer is the next line of standard input. Owned by the thread that runs commands. */
public final class Bystander implements Prompter {

    private final Screen screen;
    private final Lines input;

    public Bystander(Screen screen, Lines input) {
        this.screen = screen;
        this.input = input;
    }

    @Override
    public @Nullable String answer(String question) throws IOException {
        screen.ask(question);
        byte[] line = input.next();
        return line == null ? null : Utf8.decode(line);
    }

    @Override
    public @Nullable String secret(String question) {
        return typed(question);
    }

    /** Reads from the console without echo. */
    @SuppressWarnings("SystemConsoleNull") // null before Java 22, when there is no terminal
    public static @Nullable String typed(String question) {
        Console console = System.console();
        try {
            char[] typed = console == null ? null : InputWait.during(() -> console.readPassword("%s", question));
            return typed == null ? null : new String(typed);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the console throws an IOError instead
        }
    }
}
