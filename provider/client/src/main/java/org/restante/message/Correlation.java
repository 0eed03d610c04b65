package org.restante.message;

import java.nio.charset.StandardCharsets;

/**
 * A correlation identifier, set as text or as bytes. Immutable.
 *
 * @param text the text; for bytes, one character for each byte
 */
public record Correlation(String text, boolean binary) {

    public static Correlation ofText(String text) {
        return new Correlation(text, false);
    }

    public static Correlation ofBytes(byte[] bytes) {
        return new Correlation(new String(bytes, StandardCharsets.ISO_8859_1), true);
    }

    /** The bytes as they were set, or the UTF-8 bytes of the text. */
    public byte[] bytes() {
        return text.getBytes(binary ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
