package org.restante.conformance.tool;

import java.io.Console;

/** The terminal that the output goes to, if it goes to one. */
final class Terminal {

    private static final int STANDARD_WIDTH = 80;
    private static final int MIN_WIDTH = 20;

    private Terminal() {}

    /** Whether there is a terminal on which a line can be written again. */
    static boolean isThere() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before Java 22, a console is one only on a terminal
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Its width in characters, as the shell exports it. */
    static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("\\d{1,4}")
                ? Math.max(MIN_WIDTH, Integer.parseInt(columns))
                : STANDARD_WIDTH;
    }
}
