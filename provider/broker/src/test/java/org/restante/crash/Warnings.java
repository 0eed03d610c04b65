package org.restante.crash;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Captures warnings and errors that a broker in this process logs, in place of the console. Any thread may log. */
public final class Warnings implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.restante");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(formatter.formatMessage(record));
            }
        }

        @Override
        public void flush() {
            // there is no buffer
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    };

    /** Starts to capture. */
    public Warnings() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    /** The lines logged so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
