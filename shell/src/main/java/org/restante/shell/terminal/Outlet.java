package org.restante.shell.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where results go, which remembers why something did not get there: writers only tell that it did not. Any thread may write. */
final class Outlet extends OutputStream {

    private final OutputStream to;
    private volatile @Nullable IOException failure;

    Outlet(OutputStream to) {
        this.to = to;
    }

    /** Null as long as all went well. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Whether whoever read it has gone, as head does. */
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

    /** What may fail. */
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
