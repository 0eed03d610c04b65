package org.restante.shell.prompt;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/** The commands that were typed, without those that may hold a secret, and without what was typed for a command to read. */
final class Remembered extends DefaultHistory {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)(passw|secret|token|credential|api.?key|authorization)[^=:\\s]*\\s*[=:]|\\bbearer\\s|//[^/\\s:@]*:[^/\\s@]+@");

    private final BooleanSupplier isCommand;

    /** @param isCommand whether what is typed now is a command */
    Remembered(BooleanSupplier isCommand) {
        this.isCommand = isCommand;
    }

    static boolean mayHoldSecret(String line) {
        return SECRET.matcher(line).find();
    }

    @Override
    public void add(Instant time, String line) {
        if (isCommand.getAsBoolean() && !mayHoldSecret(line)) {
            super.add(time, line);
        }
    }
}
