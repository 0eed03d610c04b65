package org.restante.conformance.tool;

/** Text of a provider in a line for terminals and text files. */
final class PlainText {

    private static final char REPLACEMENT = '?';

    private PlainText() {}

    /** The text in one line: line breaks and tabs are spaces, and what a terminal would obey or cannot show is replaced. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.strip().codePoints().forEach(point -> {
            if (point == '\n' || point == '\t') {
                line.append(' ');
            } else if (point != '\r') {
                line.appendCodePoint(isPrintable(point) ? point : REPLACEMENT);
            }
        });
        return line.toString();
    }

    /** The beginning of a file without the byte order mark that some editors put in front. */
    static String withoutMark(String beginning) {
        return beginning.startsWith("\uFEFF") ? beginning.substring(1) : beginning;
    }

    private static boolean isPrintable(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }
}
