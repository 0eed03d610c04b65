package org.restante.shell.terminal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Somebody at a terminal who can be asked. Owned by the thread that runs commands. */
public interface Prompter {

    /**
     * What is answered to a question, on its line.
     *
     * @return null for no answer
     * @throws ShellException by Ctrl-C
     */
    @Nullable
    String answer(String question) throws IOException;

    /**
     * The same, for what is not to be seen.
     *
     * @return null for no answer
     * @throws ShellException by Ctrl-C
     */
    @Nullable
    String secret(String question);
}
