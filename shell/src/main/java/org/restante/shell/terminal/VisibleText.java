package org.restante.shell.terminal;

import java.util.HexFormat;

/**
 * Makes text that others wrote fit to be shown: what could move the cursor, colour the screen or turn the direction of writing
 * is spelled out, as {@code \}{@code u001b}.
 */
public final class VisibleText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {}

    /** For one line; a line break is spelled out, too. */
    public static String line(String text) {
        return show(text, false);
    }

    /** For a text of lines; line breaks and tabs stay. */
    public static String lines(String text) {
        return show(text, true);
    }

    /** For results in a form of lines: as {@link #lines}, but CR LF ends a line, too, and NUL, which parts them, shows nothing. */
    public static String results(String text) {
        return lines(text.replace("\r\n", "\n").replace("\0", ""));
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

    public static boolean isHarmless(int point) {
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

    /** How many columns of a terminal a text takes. */
    public static int width(String text) {
        return text.codePoints().map(VisibleText::width).sum();
    }

    /** No wider than so many columns; what is cut has an ellipsis at its end. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int left = columns - 1;
        for (int point : text.codePoints().toArray()) {
            left -= width(point);
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(point);
        }
        return cut.append('\u2026').toString();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe6f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0xffe0 && point <= 0xffe6)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
