package org.restante.message;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a message by the store that first accepted it, the connection that sent it, and that connection's count.
 * Immutable.
 *
 * <p>As text, {@code ID:store-connection-number} in hexadecimal; this is the value of JMSMessageID.
 */
public record MessageId(int store, long connection, long number) {

    private static final String PREFIX = "ID:";

    /** Parses the text form; null if the text is not a message identifier of Restante. */
    public static @Nullable MessageId parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return null;
        }
        String[] parts = text.substring(PREFIX.length()).split("-", -1);
        try {
            return parts.length == 3
                    ? new MessageId(HexFormat.fromHexDigits(parts[0]), hex(parts[1]), hex(parts[2]))
                    : null;
        } catch (IllegalArgumentException notHexadecimal) {
            return null;
        }
    }

    private static long hex(String digits) {
        return HexFormat.fromHexDigitsToLong(digits);
    }

    @Override
    public String toString() {
        return PREFIX + HexFormat.of().toHexDigits(store) + "-" + Long.toHexString(connection) + "-"
                + Long.toHexString(number);
    }
}
