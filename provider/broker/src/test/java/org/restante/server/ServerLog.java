package org.restante.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.awaitility.Awaitility;

/** The lines of the server's log while it is open. */
final class ServerLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(Connection.class.getName());
    private final List<String> lines = new CopyOnWriteArrayList<>();

    ServerLog() {
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(new SimpleFormatter().formatMessage(line));
    }

    /** The first line with these words. */
    String await(String words) {
        return Awaitility.await()
                .until(
                        () -> lines.stream()
                                .filter(line -> line.contains(words))
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
