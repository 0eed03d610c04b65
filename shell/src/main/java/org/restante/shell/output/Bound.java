package org.restante.shell.output;

import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;

/**
 * How many results a listing shows: {@code --max}; else {@value #USUAL} for a person at a terminal, and all for a program. Immutable.
 *
 * @param most the greatest number of results
 * @param isOwn whether the shell chose the number, so that it reports what it left out
 */
public record Bound(long most, boolean isOwn) {

    private static final long USUAL = 100;

    /** The description of the option. */
    public static final String OPTION = "Show at most N; default: 100 on a terminal, else all.";

    /**
     * The bound of a command.
     *
     * @param max the value of the option; null for none
     */
    public static Bound of(@Nullable Long max, Screen screen, OutputOptions output) {
        if (max != null) {
            check(max);
        }
        boolean own = max == null && screen.isTerminal() && !output.isQuiet(); // --quiet would hide the report
        return new Bound(max != null ? max : own ? USUAL : Long.MAX_VALUE, own);
    }

    /**
     * Checks the value of the option.
     *
     * @throws ShellException if it is less than 1
     */
    public static void check(long max) {
        if (max < 1) {
            throw ShellException.usage("--max is " + max + "; give at least 1");
        }
    }

    /**
     * Reports that results were left out, unless the user chose the bound.
     *
     * @param all the number of all results; null if it is unknown
     */
    public void reportMore(Screen screen, @Nullable Long all) {
        if (isOwn) {
            String shown = all == null ? "the first " + most + " shown" : most + " of " + Screen.number(all) + " shown";
            screen.note(shown + "; --max N for more");
        }
    }
}
