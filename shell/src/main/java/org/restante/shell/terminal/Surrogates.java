package org.restante.shell.terminal;

import java.util.HexFormat;

/** Halves of surrogate pairs without their other half. A message may have them in its texts; UTF-8 cannot encode them. */
public final class Surrogates {

    private Surrogates() {}

    /** Whether the text has a half without its other half. */
    public static boolean hasHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHalf(text, i)) {
                return true;
            }
            i += Character.isHighSurrogate(text.charAt(i)) ? 1 : 0;
        }
        return false;
    }

    /** Writes each half as an escape, such as {@code \}{@code ud800}, which JSON reads back. */
    public static String escaped(String json) {
        if (!hasHalf(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            if (isHalf(json, i)) {
                escaped.append("\\u").append(HexFormat.of().toHexDigits(json.charAt(i)));
            } else {
                escaped.append(json.charAt(i));
                if (Character.isHighSurrogate(json.charAt(i))) {
                    escaped.append(json.charAt(++i));
                }
            }
        }
        return escaped.toString();
    }

    /**
     * The text, if it has no half of a surrogate pair.
     *
     * @throws ShellException if the text has a half, because its output would differ from it
     */
    public static String withoutHalf(String text) {
        if (hasHalf(text)) {
            throw ShellException.failed(
                    "a text of a message has half of a surrogate pair, which this format cannot write; use --output json or ndjson");
        }
        return text;
    }

    private static boolean isHalf(String text, int at) {
        char unit = text.charAt(at);
        return Character.isLowSurrogate(unit)
                || (Character.isHighSurrogate(unit)
                        && (at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))));
    }
}
