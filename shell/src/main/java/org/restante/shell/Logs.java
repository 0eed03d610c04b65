package org.restante.shell;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.restante.shell.terminal.Screen;

/** What the broker has to say, such as damage it found, on standard error: warnings, a line each. */
final class Logs {

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final String CONFIGURED = "java.util.logging.config.file";

    private Logs() {}

    /** Leaves logging alone where the user has configured it. */
    static void showWarnings() {
        if (System.getProperty(CONFIGURED) == null) {
            if (System.getProperty(FORMAT) == null) {
                System.setProperty(FORMAT, Screen.NOTE + "%4$s: %5$s%n");
            }
            Logger.getLogger("").setLevel(Level.WARNING);
        }
    }
}
