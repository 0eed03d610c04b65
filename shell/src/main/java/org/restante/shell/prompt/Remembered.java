package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;
import org.jspecify.annotations.Nullable;

/** History of typed commands, without commands that may contain a secret and without input for commands. */
final class Remembered extends DefaultHistory {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)(passw|secret|token|credential|api.?key|authorization)[^=:\\s]*\\s*[=:]|\\bbearer\\s|//[^/\\s:@]*:[^/\\s@]+@");

    private final BooleanSupplier isCommand;

    /** @param isCommand whether the current line is a command, rather than input for one */
    Remembered(BooleanSupplier isCommand) {
        this.isCommand = isCommand;
    }

    /** The history file in a directory, readable by its owner only; null if it cannot be created, which does not stop the shell. */
    static @Nullable Path in(Path directory) {
        try {
            Files.createDirectories(directory);
            Path history = directory.resolve("history");
            if (Files.notExists(history)) {
                Files.createFile(history);
            }
            if (Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)) {
                // Commands may contain data that others must not read.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-------"));
            }
            return history;
        } catch (IOException e) {
            return null;
        }
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
