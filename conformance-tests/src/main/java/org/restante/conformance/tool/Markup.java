package org.restante.conformance.tool;

/** Text inside HTML and XML. */
final class Markup {

    private static final char REPLACEMENT = '\uFFFD';

    private Markup() {}

    /** Escapes a text for an element or an attribute; a character that XML cannot have, as half a surrogate pair, is
     * replaced. A line ends in a line feed, as XML reads it. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.replace("\r\n", "\n").codePoints().forEach(point -> append(escaped, point));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> {
                if (isAllowed(point)) {
                    escaped.appendCodePoint(point);
                } else {
                    escaped.append(REPLACEMENT);
                }
            }
        }
    }

    private static boolean isAllowed(int point) {
        boolean control = point < ' ' && point != '\n' && point != '\t';
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return !control && !half && point != 0xFFFE && point != 0xFFFF;
    }
}
