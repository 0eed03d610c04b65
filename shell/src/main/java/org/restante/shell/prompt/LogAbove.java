package org.restante.shell.prompt;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.BoundedLog;
import org.restante.shell.terminal.VisibleText;

/** Log handler of a prompt: shows records above the line that the user types. Any thread may log; none waits. */
final class LogAbove extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final OutputStream above;
    private final List<Handler> before;
    private volatile @Nullable BoundedLog lines;

    /** Shows what is written; waits while the terminal is stopped by Ctrl-S. */
    private static final class Above extends OutputStream {
        private final Consumer<String> above;

        Above(Consumer<String> above) {
            this.above = above;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            above.accept(VisibleText.lines(text.stripTrailing()));
        }
    }

    /**
     * Replaces the console handlers until it is closed.
     *
     * @param above shows text above the line that the user types
     */
    LogAbove(Consumer<String> above) {
        this.above = new Above(above);
        this.before = Stream.of(ROOT.getHandlers())
                .filter(handler -> handler instanceof ConsoleHandler || handler instanceof BoundedLog)
                .toList();
    }

    void open() {
        for (Handler each : before) {
            setFormatter(each.getFormatter());
            setLevel(each.getLevel());
            ROOT.removeHandler(each);
        }
        if (!before.isEmpty()) {
            lines = new BoundedLog(above, getFormatter());
            ROOT.addHandler(this);
        }
    }

    @Override
    public void publish(LogRecord logged) {
        BoundedLog bounded = lines;
        if (bounded != null && isLoggable(logged)) {
            bounded.publish(logged);
        }
    }

    @Override
    public void flush() {
        BoundedLog bounded = lines;
        if (bounded != null) {
            bounded.flush();
        }
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
        before.forEach(ROOT::addHandler);
        BoundedLog bounded = lines;
        if (bounded != null) {
            bounded.end();
        }
    }
}
