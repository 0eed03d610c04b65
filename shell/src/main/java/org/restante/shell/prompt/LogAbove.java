package org.restante.shell.prompt;

import java.util.List;
import java.util.function.Consumer;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.restante.shell.terminal.VisibleText;

/** Log handler of a prompt: shows records above the line that the user types. Any thread may log. */
final class LogAbove extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final Consumer<String> above;
    private final List<Handler> before;

    /**
     * Replaces the console handlers until it is closed.
     *
     * @param above shows text above the line that the user types
     */
    LogAbove(Consumer<String> above) {
        this.above = above;
        this.before = Stream.of(ROOT.getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .toList();
    }

    void open() {
        for (Handler each : before) {
            setFormatter(each.getFormatter());
            setLevel(each.getLevel());
            ROOT.removeHandler(each);
        }
        if (!before.isEmpty()) {
            ROOT.addHandler(this);
        }
    }

    @Override
    public void publish(LogRecord logged) {
        if (isLoggable(logged)) {
            above.accept(VisibleText.lines(getFormatter().format(logged).stripTrailing()));
        }
    }

    @Override
    public void flush() {
        // Each record was shown when it was published.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
        before.forEach(ROOT::addHandler);
    }
}
