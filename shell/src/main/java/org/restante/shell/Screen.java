package org.restante.shell;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where a command writes: results to the one side, what is said about them to the other. Owned by the thread that runs commands.
 *
 * <p>The trap: a writer whose reader has gone says so only when asked, by {@link #checkSeen}.
 */
final class Screen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final boolean colour;
    private final String noteBegin;

    private Screen(PrintWriter out, PrintWriter err, boolean terminal, boolean colour, String noteBegin) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.colour = colour;
        this.noteBegin = noteBegin;
    }

    /** For a command on its own, or a script: each note says whose it is. */
    static Screen of(Surroundings here) {
        return new Screen(here.out(), here.err(), here.terminal(), here.colour(), Main.NOTE);
    }

    /** For a prompt, where it is known who speaks. */
    static Screen ofPrompt(PrintWriter terminal, boolean colour) {
        return new Screen(terminal, terminal, true, colour, "");
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    void show(String text) {
        out.println(text);
        out.flush();
    }

    void note(String text) {
        out.flush();
        err.println(noteBegin + text);
        err.flush();
    }

    /** Begins a new line, where the terminal shows ^C on this one. */
    void passInterrupt() {
        if (terminal) {
            err.println();
        }
    }

    boolean hasColour() {
        return colour;
    }

    /** @throws ShellException if what was shown reached nobody, as behind {@code | head -1} */
    void checkSeen() {
        if (out.checkError()) {
            throw ShellException.failed(
                    "nobody reads the output any more, so what was not read is not acknowledged and waits again");
        }
    }

    String bold(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A time of day and date, in the zone of the machine. */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
