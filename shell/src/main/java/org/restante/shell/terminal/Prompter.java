package org.restante.shell.terminal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Asks the user questions. Owned by the thread that runs commands. */
public interface Prompter {

    /**
     * Asks a question; the answer is typed behind it on the same line.
     *
     * @return null for no answer
     * @throws ShellException on Ctrl-C
     */
    @Nullable
    String answer(String question) throws IOException;

    /**
     * Asks for a secret, such as a password, without echo.
     *
     * @return null for no answer
     * @throws ShellException on Ctrl-C
     */
    @Nullable
    String secret(String question);
}
