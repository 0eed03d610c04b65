package org.restante.message;

import java.io.ByteArrayOutputStream;
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

    /**
     * The bytes as they were set, or the UTF-8 bytes of the text. Half of a surrogate pair, which UTF-8 does not have, is three bytes as
     * UTF-8 would encode its number: different texts have different bytes.
     */
    public byte[] bytes() {
        if (binary) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | point >> 12);
                bytes.write(0x80 | (point >> 6 & 0x3F));
                bytes.write(0x80 | (point & 0x3F));
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }
}
