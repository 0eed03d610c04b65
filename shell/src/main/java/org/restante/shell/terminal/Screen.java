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
 * Where a command writes: results to the one side, what is said about them to the other. Owned by the thread that runs commands.
 *
 * <p>The trap: a writer whose reader has gone says so only when asked, by {@link #checkSeen}.
 */
public final class Screen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** What each line on standard error begins with. */
    public static final String NOTE = "restante: ";

    private final PrintWriter out;
    private final @Nullable Outlet bytes;
    private final PrintWriter err;
    private final boolean terminal;
    private final boolean colour;
    private final boolean plain;
    private final String noteBegin;
    private final IntSupplier width;
    private final IntSupplier height;
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

    /** For a command on its own, or a script: each note says whose it is. */
    public static Screen of(Environment here) {
        Outlet out = new Outlet(here.out());
        return new Screen(
                writer(out),
                out,
                here.err(),
                here.terminal(),
                here.colour(),
                isPlain(here.variable("TERM")),
                NOTE,
                here::columns,
                here::lines);
    }

    /** UTF-8 whatever the locale says, as messages are. */
    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Whether a terminal of this type can do nothing but show lines. */
    public static boolean isPlain(@Nullable String type) {
        return type != null && type.startsWith("dumb");
    }

    /** For a prompt, where it is known who speaks. */
    public static Screen ofPrompt(PrintWriter terminal, boolean colour, IntSupplier width, IntSupplier height) {
        return new Screen(terminal, null, terminal, true, colour, false, "", width, height);
    }

    /** For a prompt on a terminal that shows nothing but lines. */
    public static Screen ofPlainPrompt(PrintWriter terminal) {
        return new Screen(terminal, null, terminal, true, false, true, "", () -> 0, () -> 0);
    }

    /** How many columns a line may have; 0 for as many as it takes. */
    public int width() {
        return width.getAsInt();
    }

    /** How many lines the terminal has; 0 where that is not known. */
    public int height() {
        return height.getAsInt();
    }

    /** Begins again at the top of an empty screen, where there is a terminal that can. */
    public void clear() {
        control("\u001b[H\u001b[2J");
    }

    /** Goes to a screen of its own, where a terminal has one, so that what is shown now comes back with {@link #leave}. */
    public void enter() {
        control("\u001b[?1049h");
    }

    /** Goes back to what was shown before {@link #enter}; whether it did. */
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

    /** Whether a person sits at it. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Whether notes are left out. */
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
        out.println(text);
        out.flush();
    }

    /** Results with their own line ends: as they are, but for what would control a terminal. */
    public void write(String text) {
        out.print(terminal ? VisibleText.results(text) : text);
        out.flush();
    }

    /** Results that are no text, as they are; on a terminal as far as they are a text. */
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
            // the output remembers it, until somebody asks
        }
    }

    /** Something that is drawn over again, such as progress; nothing where no person sees it or none can, or if it is to be quiet. */
    public void sketch(String text) {
        if (terminal && !plain && !quiet) {
            out.flush();
            err.print(text);
            err.flush();
        }
    }

    /** What is said about results; nothing if it is to be quiet. */
    public void note(String text) {
        if (!quiet) {
            say(text);
        }
    }

    /** A question of somebody who answers on its line. */
    public void ask(String question) {
        out.flush();
        err.print(noteBegin + question);
        err.flush();
    }

    /** What went wrong. */
    public void complain(String text) {
        say(place + text);
    }

    /**
     * Where the commands that run now are written, which complaints begin with.
     *
     * @param begin such as {@code FILE:3: }; empty for what is typed
     * @return what it was before
     */
    public String setPlace(String begin) {
        String before = place;
        place = begin;
        return before;
    }

    private void say(String text) {
        out.flush();
        err.println(noteBegin + text);
        err.flush();
    }

    /** Begins a new line, where the terminal shows ^C on this one. */
    public void passInterrupt() {
        if (terminal) {
            err.println();
        }
    }

    public boolean hasColour() {
        return colour;
    }

    /**
     * Asks whether what was shown reached somebody.
     *
     * @throws ShellException if it did not, as on a full disk, or behind {@code | head -1}
     */
    public void checkSeen() {
        checkSeen("");
    }

    /**
     * The same, before what was shown is acknowledged.
     *
     * @param otherwise what becomes of it if it was not seen
     * @throws ShellException if it was not
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
                ? "nobody reads the output any more"
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

    /** A time of day and date, in the zone of the machine. */
    public static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /** The same without its year, to the second. */
    public static String shortTime(long millis) {
        return SHORT_TIME.format(Instant.ofEpochMilli(millis));
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A length of time as people read it: {@code 5 ms}, {@code 1.5 s}, {@code 2:05 min}, {@code 3:00:00 h}, {@code 2 d 3:00:00 h}. */
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
