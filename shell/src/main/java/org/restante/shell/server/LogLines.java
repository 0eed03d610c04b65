package org.restante.shell.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.restante.shell.terminal.BoundedLog;

/**
 * Formats the log of a server on standard error, one line a record: {@code 2026-11-24T03:53:30.123Z INFO org.restante.server.Server:
 * text}. Any thread may log.
 *
 * <p>Control characters become spaces, so that a record stays on one line; a stack trace follows, each of its lines behind a tab.
 */
public final class LogLines extends Formatter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Map<String, Level> LEVELS =
            Map.of("error", Level.SEVERE, "warn", Level.WARNING, "info", Level.INFO, "debug", Level.FINE);
    private static final String CONFIGURED = "java.util.logging.config.file";

    private LogLines() {}

    /**
     * Installs this format, unless the user has configured logging by a file.
     *
     * @param level one of error, warn, info, debug
     */
    public static void begin(String level) {
        if (System.getProperty(CONFIGURED) != null) {
            return;
        }
        Level wanted = LEVELS.getOrDefault(level, Level.INFO);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        BoundedLog lines = BoundedLog.toStandardError(new LogLines());
        lines.setLevel(wanted);
        root.addHandler(lines);
        root.setLevel(Level.INFO.intValue() < wanted.intValue() ? wanted : Level.INFO);
        Logger.getLogger("org.restante").setLevel(wanted);
        Logger.getLogger("org.apache.kafka").setLevel(wanted.equals(Level.FINE) ? Level.INFO : Level.SEVERE);
    }

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder()
                .append(TIME.format(Instant.ofEpochMilli(record.getMillis())))
                .append(' ')
                .append(word(record.getLevel()))
                .append(' ')
                .append(record.getLoggerName())
                .append(": ")
                .append(formatMessage(record).replaceAll("\\p{Cntrl}", " "))
                .append('\n');
        if (record.getThrown() != null) {
            StringWriter trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            trace.toString()
                    .lines()
                    .forEach(each -> line.append('\t').append(each.strip()).append('\n'));
        }
        return line.toString();
    }

    private static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        } else if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }
}
