package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Lines;

/** Reads the commands of a file or of standard input; a command may have several lines. Owned by the thread that runs commands. */
final class Script {

    private final Lines lines;
    private long read;
    private long begun;

    Script(Lines lines) {
        this.lines = lines;
    }

    /**
     * Waits for the next command.
     *
     * @return null at the end
     */
    @Nullable
    String next() throws IOException {
        begun = read + 1;
        String text = line();
        while (text != null && Words.isOpen(text)) {
            String more = line();
            if (more == null) {
                return text;
            }
            text += "\n" + more;
        }
        return text;
    }

    private @Nullable String line() throws IOException {
        byte[] line = lines.next();
        read++;
        if (line == null) {
            return null;
        }
        String text = new String(line, StandardCharsets.UTF_8);
        return read == 1 ? Lines.withoutMark(text) : text;
    }

    /** The number of the line where the command begins, from 1. */
    long number() {
        return begun;
    }
}
