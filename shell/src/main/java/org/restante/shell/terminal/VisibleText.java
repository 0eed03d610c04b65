package org.restante.shell.terminal;

import java.util.HexFormat;

/**
 * Escapes control characters in text from outside: characters that could move the cursor, colour the screen or change the
 * direction of writing become {@code \}{@code u001b} and the like.
 */
public final class VisibleText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {}

    /** Escapes text for one line; line breaks are escaped, too. */
    public static String line(String text) {
        return show(text, false);
    }

    /** Escapes text of several lines; line breaks and tabs stay. */
    public static String lines(String text) {
        return show(text, true);
    }

    /** Escapes results: as {@link #lines}, but CR LF is a line break, too, and NUL, a delimiter of results, is left out. */
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
            // Emoji and several scripts need the joiners; other format characters change the direction of writing or
            // are invisible.
            case Character.FORMAT -> point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }

    /** The width of a text in columns of a terminal. */
    public static int width(String text) {
        return text.codePoints().map(VisibleText::width).sum();
    }

    /** Cuts a text to a number of columns; a cut text ends with an ellipsis. */
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

    /** Breaks a line between words, so that each part fits into a number of columns; a longer word stays whole. */
    public static String wrap(String text, int columns) {
        if (columns <= 0 || width(text) <= columns) {
            return text;
        }
        StringBuilder wrapped = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            int width = width(word);
            boolean first = wrapped.isEmpty();
            boolean fits = first || used + 1 + width <= columns;
            wrapped.append(first ? "" : fits ? " " : "\n").append(word);
            used = first || !fits ? width : used + 1 + width;
        }
        return wrapped.toString();
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
