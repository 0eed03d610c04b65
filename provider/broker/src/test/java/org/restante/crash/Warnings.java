package org.restante.crash;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hears what a broker in this process says in the log, as warnings and errors, instead of the console. Any thread may log. */
public final class Warnings implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.restante");
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord said) {
            if (said.getLevel().intValue() >= Level.WARNING.intValue()) {
                heard.add(formatter.formatMessage(said));
            }
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /** Begins to listen. */
    public Warnings() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    /** What was said so far. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
