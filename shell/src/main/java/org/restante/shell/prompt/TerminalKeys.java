package org.restante.shell.prompt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.restante.shell.terminal.KeyInput;

/**
 * Key presses of a terminal, without echo. Owned by the thread that runs commands.
 *
 * <p>The trap: in raw mode the terminal sends no signal for Ctrl-C; it arrives as a character.
 */
public final class TerminalKeys implements KeyInput {

    private final Terminal terminal;
    private final boolean own;
    private final Attributes before;
    private final int interrupt;

    private TerminalKeys(Terminal terminal, boolean own) {
        this.terminal = terminal;
        this.own = own;
        this.before = terminal.enterRawMode();
        this.interrupt = before.getControlChar(Attributes.ControlChar.VINTR);
    }

    /** The keys of the terminal of a prompt. */
    static KeyInput of(Terminal terminal) {
        return new TerminalKeys(terminal, false);
    }

    /** The keys of the terminal of the process. */
    public static KeyInput open() {
        try {
            return new TerminalKeys(
                    TerminalBuilder.builder()
                            .name("restante")
                            .encoding(StandardCharsets.UTF_8)
                            .graphemeCluster(false)
                            .build(),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int next(Duration wait) throws InterruptedException {
        try {
            int key = terminal.reader().read(Math.max(1, wait.toMillis()));
            if (key > 0 && key == interrupt) {
                throw new InterruptedException("Ctrl-C");
            }
            return key == NonBlockingReader.READ_EXPIRED ? NONE : key < 0 ? ENDED : key;
        } catch (InterruptedIOException e) {
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            return ENDED;
        }
    }

    @Override
    public int columns() {
        return terminal.getColumns();
    }

    @Override
    public int lines() {
        return terminal.getRows();
    }

    @Override
    public void close() {
        terminal.setAttributes(before);
        if (own) {
            try {
                terminal.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
