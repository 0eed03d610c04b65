package org.restante.shell;

import java.util.HexFormat;

/**
 * Makes text that others wrote fit to be shown: what could move the cursor, colour the screen or turn the direction of writing
 * is spelled out, as {@code \}{@code u001b}.
 */
final class Visible {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Visible() {}

    /** For one line; a line break is spelled out, too. */
    static String line(String text) {
        return show(text, false);
    }

    /** For a text of lines; line breaks and tabs stay. */
    static String lines(String text) {
        return show(text, true);
    }

    private static String show(String text, boolean keepLines) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\t' || (point == '\n' && keepLines) || isHarmless(point)) {
                shown.appendCodePoint(point);
            } else {
                spell(point, shown);
            }
        });
        return shown.toString();
    }

    private static void spell(int point, StringBuilder shown) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            default -> {
                for (char unit : Character.toChars(point)) {
                    shown.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        }
    }

    static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // Emoji and several scripts need the joiners; the other formats turn the direction of writing, or hide.
            case Character.FORMAT -> point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
