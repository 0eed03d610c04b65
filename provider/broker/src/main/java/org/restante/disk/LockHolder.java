package org.restante.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a data directory, as the lock file says: a line with its name, and one that says how others attach to it.
 *
 * @param name process, its start, host, since when
 * @param socket where it listens for others, a path that begins at the directory or at the root; null if it does not, or not yet
 * @param silence why it does not listen; null if it does, or may yet
 */
public record LockHolder(
        String name, @Nullable String socket, @Nullable String silence) {

    static final int BYTES = 1024;

    private static final String LISTENS = "listens at ";
    private static final String SILENT = "does not listen: ";

    static LockHolder starting(String name) {
        return new LockHolder(name, null, null);
    }

    LockHolder listening(String at) {
        return new LockHolder(name, at, null);
    }

    LockHolder silent(String why) {
        return new LockHolder(name, null, why.replace('\n', ' '));
    }

    ByteBuffer encode() {
        String second = socket != null ? LISTENS + socket : silence != null ? SILENT + silence : "";
        byte[] bytes = (name + "\n" + second + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(BYTES)
                .put(bytes, 0, Math.min(bytes.length, BYTES))
                .clear();
    }

    /** Of whatever stands there: a holder that has just come may not have written yet, and a full disk may have kept it from it. */
    static LockHolder decode(ByteBuffer bytes) {
        List<String> lines = StandardCharsets.UTF_8
                .decode(bytes)
                .toString()
                .replace('\0', ' ')
                .lines()
                .map(String::strip)
                .toList();
        String name = lines.isEmpty() || lines.get(0).isEmpty()
                ? "a process that has not written its name yet"
                : lines.get(0);
        String second = lines.size() < 2 ? "" : lines.get(1);
        return new LockHolder(name, rest(second, LISTENS), rest(second, SILENT));
    }

    private static @Nullable String rest(String line, String beginning) {
        return line.startsWith(beginning) ? line.substring(beginning.length()) : null;
    }
}
