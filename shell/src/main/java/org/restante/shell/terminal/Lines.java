package org.restante.shell.terminal;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines as they come in, without their ends. Owned by the thread that runs commands. */
public interface Lines {

    /**
     * The next line; waits for it.
     *
     * @return null at the end
     * @throws ShellException if the line is longer than can be held
     */
    byte @Nullable [] next() throws IOException;

    /**
     * What comes next up to a byte that is not a line's end, such as NUL.
     *
     * @return null at the end
     * @throws ShellException if it is longer than can be held, or a person types, who has lines only
     */
    default byte @Nullable [] next(byte end) throws IOException {
        throw ShellException.usage("what is typed comes in lines; name a file with @FILE");
    }

    /** The lines as the stream that they were, each with its end. */
    default InputStream stream() {
        return new LinesStream(this);
    }

    /** A text without the mark of the order of bytes that some programs write first. */
    static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Whether there is something to read now; if not, next may wait. */
    boolean isReady() throws IOException;
}
