package org.restante.shell.prompt;

import java.util.List;
import java.util.function.Consumer;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.restante.shell.terminal.VisibleText;

/** What is logged while a prompt is open: it goes above the line that is typed, and not into it. Any thread may log. */
final class LogAbove extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final Consumer<String> above;
    private final List<Handler> before;

    /**
     * Takes the place of what logs to the console, until it is closed.
     *
     * @param above shows lines above the one that is typed
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
        // Each record was shown when it came.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
        before.forEach(ROOT::addHandler);
    }
}
