package org.restante.shell.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Output stream that keeps its first failure, as a PrintWriter only has a flag for it. Any thread may write. */
final class Outlet extends OutputStream {

    private final OutputStream to;
    private volatile @Nullable IOException failure;

    Outlet(OutputStream to) {
        this.to = to;
    }

    /** The first failure; null if there was none. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Whether the reader of a pipe has gone, as with {@code | head}. */
    boolean isUnread() {
        IOException known = failure;
        return known != null
                && String.valueOf(known.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    @Override
    public void write(int next) throws IOException {
        watch(() -> to.write(next));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        watch(() -> to.write(bytes, from, count));
    }

    @Override
    public void flush() throws IOException {
        watch(to::flush);
    }

    /** A write that may fail. */
    private interface Writing {
        void run() throws IOException;
    }

    private void watch(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }
}
