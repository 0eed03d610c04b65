package org.restante.shell.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard output for results, standard error for notes and errors. Owned by the thread that runs commands.
 *
 * <p>The trap: the writers throw nothing when a write fails; {@link #checkSeen} does.
 */
public final class Screen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** The prefix of each line on standard error. */
    public static final String NOTE = "restante: ";

    private final PrintWriter out;
    private final @Nullable Outlet bytes;
    private final PrintWriter err;
    private final boolean terminal;
    private final boolean colour;
    private final boolean plain;
    private final String noteBegin;
    private IntSupplier width;
    private IntSupplier height;
    private @Nullable StringBuilder page;
    private String place = "";
    private boolean quiet;

    private Screen(
            PrintWriter out,
            @Nullable Outlet bytes,
            PrintWriter err,
            boolean terminal,
            boolean colour,
            boolean plain,
            String noteBegin,
            IntSupplier width,
            IntSupplier height) {
        this.out = out;
        this.bytes = bytes;
        this.err = err;
        this.terminal = terminal;
        this.colour = colour;
        this.plain = plain;
        this.noteBegin = noteBegin;
        this.width = width;
        this.height = height;
    }

    /** For a single command or a script: each note has the prefix {@link #NOTE}. */
    public static Screen of(Environment here) {
        WindowSize size = new WindowSize(here);
        Outlet out = new Outlet(here.out());
        return new Screen(
                writer(out),
                out,
                here.err(),
                here.terminal(),
                here.colour(),
                isPlain(here.variable("TERM")),
                NOTE,
                size::columns,
                size::lines);
    }

    /** Writes UTF-8, the encoding of messages, in every locale. */
    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Whether a terminal of this type shows only lines, without control sequences. */
    public static boolean isPlain(@Nullable String type) {
        return type != null && type.startsWith("dumb");
    }

    /** For a prompt: notes have no prefix. */
    public static Screen ofPrompt(PrintWriter terminal, boolean colour, IntSupplier width, IntSupplier height) {
        return new Screen(terminal, null, terminal, true, colour, false, "", width, height);
    }

    /** For a prompt on a terminal that shows only lines. */
    public static Screen ofPlainPrompt(PrintWriter terminal) {
        return new Screen(terminal, null, terminal, true, false, true, "", () -> 0, () -> 0);
    }

    /** The columns of the terminal; 0 for no limit. */
    public int width() {
        return width.getAsInt();
    }

    /** The lines of the terminal; 0 if unknown. */
    public int height() {
        return height.getAsInt();
    }

    /** Sets the source of the size of the terminal, which may change. */
    public void setSize(IntSupplier columns, IntSupplier lines) {
        width = columns;
        height = lines;
    }

    /**
     * Draws what is shown meanwhile as one page, from the top of the screen: it has at most as many lines as the window, and each line
     * is cut to its width, so that none pushes the first one off the screen. On a terminal without control sequences it is appended.
     */
    public void draw(Runnable content) {
        StringBuilder drawn = new StringBuilder();
        page = drawn;
        try {
            content.run();
        } finally {
            page = null;
        }
        if (!terminal || plain) {
            out.print(drawn);
        } else {
            out.print(Page.of(drawn.toString(), width(), height()));
        }
        out.flush();
    }

    /** Switches to the alternate screen, where the terminal has one; {@link #leave} restores the present content. */
    public void enter() {
        control("\u001b[?1049h");
    }

    /** Leaves the alternate screen; returns whether the terminal has one. */
    public boolean leave() {
        control("\u001b[?1049l");
        return terminal && !plain;
    }

    private void control(String sequence) {
        if (terminal && !plain) {
            out.print(sequence);
            out.flush();
        }
    }

    /** Whether a person uses it, rather than a script. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Sets whether notes are suppressed. */
    public void setQuiet(boolean quiet) {
        this.quiet = quiet;
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    public void show(String text) {
        if (page != null) {
            page.append(text).append('\n');
            return;
        }
        out.println(text);
        out.flush();
    }

    /**
     * Writes results that have their own line ends; on a terminal control characters are escaped.
     *
     * @throws ShellException if UTF-8 cannot encode the text
     */
    public void write(String text) {
        if (page != null) {
            page.append(VisibleText.results(text));
            return;
        }
        out.print(terminal ? VisibleText.results(text) : Surrogates.withoutHalf(text));
        out.flush();
    }

    /** Writes binary results unchanged; on a terminal they are decoded as UTF-8. */
    public void write(byte[] result) {
        if (bytes == null || terminal) {
            write(new String(result, StandardCharsets.UTF_8));
            return;
        }
        out.flush();
        try {
            bytes.write(result);
            bytes.flush();
        } catch (IOException e) {
            // the outlet keeps it for checkSeen
        }
    }

    /** Draws text that is overwritten later, such as progress; nothing without a capable terminal or with {@code --quiet}. */
    public void sketch(String text) {
        if (terminal && !plain && !quiet) {
            out.flush();
            err.print(text);
            err.flush();
        }
    }

    /** Writes a note about the results; nothing with {@code --quiet}. */
    public void note(String text) {
        if (!quiet) {
            say(text);
        }
    }

    /** Writes a question; the answer is typed behind it. */
    public void ask(String question) {
        out.flush();
        err.print(noteBegin + question);
        err.flush();
    }

    /** Writes an error. */
    public void complain(String text) {
        say(place + text);
    }

    /**
     * Sets the position in a script that errors begin with.
     *
     * @param begin such as {@code FILE:3: }; empty for typed commands
     * @return the position before
     */
    public String setPlace(String begin) {
        String before = place;
        place = begin;
        return before;
    }

    private void say(String text) {
        if (page != null) {
            page.append(text).append('\n');
            return;
        }
        out.flush();
        err.println(terminal ? VisibleText.wrap(noteBegin + text, width()) : noteBegin + text);
        err.flush();
    }

    /** Begins a new line, because the terminal shows ^C on the current one. */
    public void passInterrupt() {
        if (terminal) {
            err.println();
        }
    }

    public boolean hasColour() {
        return colour;
    }

    /**
     * Checks that all output was written.
     *
     * @throws ShellException if a write failed, as on a full disk or with {@code | head -1}
     */
    public void checkSeen() {
        checkSeen("");
    }

    /**
     * Checks that all output was written, before the messages shown are acknowledged.
     *
     * @param otherwise the consequence for the messages, appended to the error
     * @throws ShellException if a write failed
     */
    public void checkSeen(String otherwise) {
        if (!out.checkError() && (bytes == null || bytes.failure() == null)) {
            return;
        }
        boolean unread = bytes != null && bytes.isUnread();
        if (unread && otherwise.isEmpty()) {
            throw ShellException.of(ExitCode.UNREAD, "");
        }
        IOException why = bytes == null ? null : bytes.failure();
        String what = unread
                ? "the reader of the output has gone"
                : "the output cannot be written" + (why == null ? "" : ": " + why.getMessage());
        throw ShellException.of(unread ? ExitCode.UNREAD : ExitCode.FAILED, what + otherwise);
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String faint(String text) {
        return styled("2", text);
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Date and time, in the zone of the machine. */
    public static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /** Date and time without the year, to the second. */
    public static String shortTime(long millis) {
        return SHORT_TIME.format(Instant.ofEpochMilli(millis));
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A duration for people: {@code 5 ms}, {@code 1.5 s}, {@code 2:05 min}, {@code 3:00:00 h}, {@code 2 d 3:00:00 h}. */
    public static String duration(Duration time) {
        if (time.toMillis() < 1000) {
            return time.toMillis() + " ms";
        }
        if (time.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        if (time.toHours() == 0) {
            return String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart());
        }
        return (time.toDays() == 0 ? "" : time.toDays() + " d ")
                + String.format(
                        Locale.ROOT, "%d:%02d:%02d h", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
    }

    public static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
