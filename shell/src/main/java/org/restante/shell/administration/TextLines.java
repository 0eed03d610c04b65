package org.restante.shell.administration;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.restante.shell.terminal.Screen;

/** Stream that writes lines of UTF-8 to the screen, as results. Owned by the thread that runs commands. */
final class TextLines extends OutputStream {

    private final Screen screen;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    TextLines(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void write(int next) {
        line.write(next);
        if (next == '\n') {
            flush();
        }
    }

    @Override
    public void flush() {
        screen.write(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
