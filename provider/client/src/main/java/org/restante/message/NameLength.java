package org.restante.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bound on names that clients choose: of destinations, patterns, subscriptions, and client identifiers. */
public final class NameLength {

    /** The most bytes of a name in UTF-8. */
    public static final int MAX_BYTES = 4096;

    private static final int BYTES_PER_CHAR = 3;
    private static final int SHOWN = 40;

    private NameLength() {}

    /**
     * Why this name is refused; null if it is not too long.
     *
     * @param what the thing that has the name, as it is shown to a user: {@code queue}
     */
    public static @Nullable String refusal(String what, String name) {
        if (name.length() <= MAX_BYTES / BYTES_PER_CHAR) {
            return null;
        }
        long bytes = name.length() > MAX_BYTES ? name.length() : name.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= MAX_BYTES
                ? null
                : "the name of the " + what + " that begins with '" + name.substring(0, SHOWN) + "' has "
                        + (name.length() > MAX_BYTES ? "at least " : "") + bytes + " bytes; a name has at most "
                        + MAX_BYTES;
    }
}
