package org.restante.shell.terminal;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of input, without their line ends. Owned by the thread that runs commands. */
public interface Lines {

    /**
     * Waits for the next line.
     *
     * @return null at the end
     * @throws ShellException if the line is longer than the limit
     */
    byte @Nullable [] next() throws IOException;

    /**
     * Reads up to a delimiter other than a line end, such as NUL.
     *
     * @return null at the end
     * @throws ShellException if the text is longer than the limit, or the input is typed, which has lines only
     */
    default byte @Nullable [] next(byte end) throws IOException {
        throw ShellException.usage("typed input is read line by line; name a file with @FILE");
    }

    /** The lines as a stream, each with a line end. */
    default InputStream stream() {
        return new LinesStream(this);
    }

    /** The text without the byte order mark that some programs write first. */
    static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Whether input is available now; if not, {@link #next} may wait. */
    boolean isReady() throws IOException;
}
