package org.restante.shell.message;

import java.util.Locale;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;

/** Progress line of a command, redrawn at most ten times a second. Owned by the thread that runs commands. */
final class Progress {

    private static final long EVERY = 100_000_000;
    private static final int BAR = 20;

    private final Screen screen;
    private final long all;
    private final long begun = System.nanoTime();
    private final boolean drawn;
    private long before = begun;
    private boolean shown;

    /**
     * Starts the clock for the rate.
     *
     * @param all how many there will be; 0 if unknown
     * @param drawn whether to draw it; false while the user types on the terminal
     */
    Progress(Screen screen, long all, boolean drawn) {
        this.screen = screen;
        this.all = all;
        this.drawn = drawn;
    }

    void at(long done) {
        long now = System.nanoTime();
        if (!drawn || now - before < EVERY) {
            return;
        }
        before = now;
        shown = true;
        String rate = String.format(Locale.ROOT, "%,.0f/s", done * 1e9 / (now - begun));
        String line = bar(done) + Screen.number(done) + (all == 0 ? "" : " of " + Screen.number(all)) + "  " + rate;
        int room = screen.width() == 0 ? line.length() : screen.width() - 1; // a full line would wrap
        screen.sketch("\r\u001b[K" + VisibleText.cut(line, room));
    }

    private String bar(long done) {
        if (all == 0 || (screen.width() > 0 && screen.width() < 3 * BAR)) {
            return "";
        }
        int full = (int) (BAR * Math.min(done, all) / all);
        return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "] ";
    }

    /** Erases the line. */
    void end() {
        if (shown) {
            screen.sketch("\r\u001b[K");
        }
    }
}
