package org.restante.shell;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.restante.shell.terminal.BoundedLog;
import org.restante.shell.terminal.Screen;

/** Logging to standard error: warnings of the broker, such as damage found in its log, a line each. */
final class Logs {

    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
    private static final String CONFIGURED = "java.util.logging.config.file";

    /** Held, so that its level is; Kafka's client warns of each attempt to reach a node, and the commands say what came of it. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private Logs() {}

    /** Sets the level and the format, unless the user has configured logging. */
    static void showWarnings() {
        if (System.getProperty(CONFIGURED) == null) {
            if (System.getProperty(FORMAT) == null) {
                System.setProperty(FORMAT, Screen.NOTE + "%4$s: %5$s%n");
            }
            Logger root = Logger.getLogger("");
            root.setLevel(Level.WARNING);
            KAFKA.setLevel(Level.SEVERE);
            for (Handler handler : root.getHandlers()) {
                if (handler instanceof ConsoleHandler) {
                    root.removeHandler(handler);
                    root.addHandler(BoundedLog.toStandardError(handler.getFormatter()));
                }
            }
        }
    }
}
