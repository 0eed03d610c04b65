package org.restante.shell.terminal;

import java.io.IOException;
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

    /** Whether there is something to read now; if not, next may wait. */
    boolean isReady() throws IOException;
}
