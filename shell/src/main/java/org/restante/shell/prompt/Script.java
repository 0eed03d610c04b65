package org.restante.shell.prompt;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Utf8;
import org.restante.shell.terminal.Lines;

/** Reads the commands of a file or of standard input; a command may have several lines. Owned by the thread that runs commands. */
final class Script {

    private final Lines lines;
    private final String name;
    private long read;
    private long begun;

    /** @param name the name of the file or the input, for errors */
    Script(Lines lines, String name) {
        this.lines = lines;
        this.name = name;
    }

    /**
     * Waits for the next command.
     *
     * @return null at the end
     * @throws NotUtf8Exception if a line is not UTF-8; a part of it must not run
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
        try {
            String text = Utf8.decode(line);
            return read == 1 ? Lines.withoutMark(text) : text;
        } catch (NotUtf8Exception e) {
            throw e.in(name, read - 1);
        }
    }

    /** The number of the line where the command begins, from 1. */
    long number() {
        return begun;
    }
}
