package org.restante.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The holder of a data directory, as written in the lock file: a line with its name, and a line with its socket or the reason why it
 * has none. Immutable.
 *
 * @param name process, its start, host, and the time since when it holds the directory
 * @param socket the path at which it listens for other processes, relative to the directory or absolute; null if it has no socket, or
 *     none yet
 * @param noSocketReason why it has no socket; null if it has one, or may open one soon
 */
public record LockHolder(
        String name, @Nullable String socket, @Nullable String noSocketReason) {

    static final int BYTES = 1024;

    private static final String SOCKET = "listens at ";
    private static final String NO_SOCKET = "does not listen: ";

    static LockHolder starting(String name) {
        return new LockHolder(name, null, null);
    }

    LockHolder withSocket(String path) {
        return new LockHolder(name, path, null);
    }

    LockHolder withoutSocket(String reason) {
        return new LockHolder(name, null, reason.replace('\n', ' '));
    }

    ByteBuffer encode() {
        String second = socket != null ? SOCKET + socket : noSocketReason != null ? NO_SOCKET + noSocketReason : "";
        byte[] bytes = (name + "\n" + second + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(BYTES)
                .put(bytes, 0, Math.min(bytes.length, BYTES))
                .clear();
    }

    /** Accepts any text: a new holder may not have written its name yet, or could not because the disk is full. */
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
        return new LockHolder(name, textBehind(SOCKET, second), textBehind(NO_SOCKET, second));
    }

    private static @Nullable String textBehind(String prefix, String line) {
        return line.startsWith(prefix) ? line.substring(prefix.length()) : null;
    }
}
