package org.restante.shell.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;
import org.jspecify.annotations.Nullable;
import org.restante.disk.OwnerOnly;
import org.restante.disk.Ownership;

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
            // Commands may contain data that others must not read. Existing files keep their mode.
            Files.createDirectories(directory, OwnerOnly.folder(directory));
            Path history = directory.resolve("history");
            if (Files.notExists(history)) {
                Ownership.likeFolder(Files.createFile(history, OwnerOnly.file(history)));
            }
            return history;
        } catch (IOException e) {
            return null;
        }
    }

    static boolean mayHoldSecret(String line) {
        return SECRET.matcher(line).find();
    }

    /** Shortens the file; the library moves a new file into its place, which gets the owner, group and mode of the one before. */
    @Override
    protected void trimHistory(Path path, int max) throws IOException {
        Ownership before = Ownership.of(path);
        super.trimHistory(path, max);
        before.give(path);
    }

    /** Writes all lines; as {@link #trimHistory}. */
    @Override
    public void write(Path path, boolean incremental) throws IOException {
        if (Files.notExists(path)) {
            super.write(path, incremental);
            return;
        }
        Ownership before = Ownership.of(path);
        super.write(path, incremental);
        before.give(path);
    }

    @Override
    public void add(Instant time, String line) {
        if (isCommand.getAsBoolean() && !mayHoldSecret(line)) {
            super.add(time, line);
        }
    }
}
