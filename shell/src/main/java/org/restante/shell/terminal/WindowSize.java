package org.restante.shell.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The size of the terminal's window: the variables COLUMNS and LINES, which shells mostly do not export, else what {@code stty} shows.
 * Asked once, when it is needed. Owned by the thread that runs commands.
 */
final class WindowSize {

    private static final int MAX_WAIT = 2; // seconds

    private final Environment here;
    private int[] asked = {};

    WindowSize(Environment here) {
        this.here = here;
    }

    /** The width; 0 if unknown. */
    int columns() {
        return here.columns() == 0 ? asked()[1] : here.columns();
    }

    /** The height; 0 if unknown. */
    int lines() {
        return here.lines() == 0 ? asked()[0] : here.lines();
    }

    @SuppressWarnings("ReferenceEquality") // a test with another input has no terminal of its own
    private int[] asked() {
        if (asked.length == 0) {
            asked = here.terminal() && here.in() == System.in ? ask() : new int[] {0, 0};
        }
        return asked;
    }

    private static int[] ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean ended = stty.waitFor(MAX_WAIT, TimeUnit.SECONDS);
            if (ended && size.matches("\\d{1,4} \\d{1,4}")) {
                String[] numbers = size.split(" ", 2);
                return new int[] {Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])};
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException withoutStty) {
            return new int[] {0, 0}; // as on Windows
        }
        return new int[] {0, 0};
    }
}
