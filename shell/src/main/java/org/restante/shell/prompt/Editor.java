package org.restante.shell.prompt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;

/**
 * JLine's line editor, with a hint behind the cursor, a confirmation only for lists larger than the window, and Ctrl-Z. Owned by the
 * thread that runs commands; any thread may print above the line.
 *
 * <p>The trap: JLine's own hints cannot be used, because they remove the list of candidates as soon as it is shown.
 */
final class Editor extends LineReaderImpl {

    private static final String SUSPEND = "suspend";

    private final UnaryOperator<String> hint;
    private final Attributes outside;
    private final boolean wrapsAnew;
    private boolean asks;

    /**
     * An editor on a terminal.
     *
     * @param wrapsAnew whether the terminal wraps its lines anew when its width changes
     * @param hint the hint behind a text; empty for none
     */
    Editor(Terminal terminal, Map<String, Object> variables, boolean wrapsAnew, UnaryOperator<String> hint) {
        super(terminal, "restante", variables);
        this.wrapsAnew = wrapsAnew;
        this.hint = hint;
        this.outside = terminal.getAttributes();
        setVariable(LineReader.LIST_MAX, 0); // ask only if the list does not fit
        getWidgets().put(SUSPEND, this::suspend);
        Objects.requireNonNull(getKeyMaps().get(LineReader.MAIN)).bind(new Reference(SUSPEND), KeyMap.ctrl('Z'));
    }

    /** Stops the process, because a terminal in raw mode sends no signal on Ctrl-Z; redraws the line when the process continues. */
    private boolean suspend() {
        Attributes raw = terminal.getAttributes();
        terminal.writer().write(BRACKETED_PASTE_OFF);
        terminal.writer().println();
        terminal.flush();
        terminal.setAttributes(outside);
        try {
            long own = ProcessHandle.current().pid();
            new ProcessBuilder("kill", "-TSTP", String.valueOf(own)).start().waitFor();
        } catch (IOException e) {
            return false; // a system without kill has no job control
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            terminal.setAttributes(raw);
            terminal.writer().write(BRACKETED_PASTE_ON);
        }
        redrawLine();
        return true;
    }

    /**
     * Draws the line anew when the window's size changes. JLine only adapts its model of the screen, which is right for terminals that
     * wrap their lines anew; on the others the next key would garble the line.
     */
    @Override
    protected void handleSignal(Terminal.Signal signal) {
        if (signal != Terminal.Signal.WINCH) {
            super.handleSignal(signal);
            return;
        }
        lock.lock();
        try {
            Size now = terminal.getBufferSize();
            boolean isSame = now.getColumns() == size.getColumns() && now.getRows() == size.getRows();
            if (!reading || isSame) {
                return;
            }
            if (wrapsAnew) {
                display.resize(now);
                erase();
            } else {
                erase(); // the lines are where they were
                display.resize(now);
            }
            size = now;
            redisplay();
        } finally {
            lock.unlock();
        }
    }

    /** Erases the line with its prompt, and all below it; the cursor is then where the prompt began. */
    private void erase() {
        display.update(List.of(), 0, false);
        terminal.puts(InfoCmp.Capability.carriage_return);
        terminal.puts(InfoCmp.Capability.clr_eos);
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
        boolean hinted = doAutosuggestion && post == null && maskingCallback == null && buf.cursor() == buf.length();
        AttributedString shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
        String behind = hinted ? hint.apply(buf.toString()) : "";
        return behind.isEmpty()
                ? shown
                : new AttributedStringBuilder()
                        .append(shown)
                        .styled(AttributedStyle::faint, behind)
                        .toAttributedString();
    }

    @Override
    protected boolean doList(
            List<Candidate> possible,
            String completed,
            boolean runLoop,
            BiFunction<CharSequence, Boolean, CharSequence> escaper,
            boolean forSuggestion) {
        asks = true;
        try {
            return super.doList(fitting(possible), completed, runLoop, escaper, forSuggestion);
        } finally {
            asks = false;
        }
    }

    /** The candidates without descriptions, if they are more than the window has lines; then several fit on a line. */
    private List<Candidate> fitting(List<Candidate> possible) {
        if (possible.size() < terminal.getRows() - 1) {
            return possible;
        }
        List<Candidate> brief = new ArrayList<>();
        for (Candidate each : possible) {
            brief.add(new Candidate(
                    each.value(), each.displ(), each.group(), null, each.suffix(), each.key(), each.complete()));
        }
        return brief;
    }

    /** The answer to the question whether to show a long list; a key that is not an answer becomes input of the line. */
    @Override
    public int readCharacter() {
        int key = super.readCharacter();
        if (asks && key >= 0 && "yY\tnN".indexOf(key) < 0) {
            runMacro(Character.toString(key));
        }
        return key;
    }
}
