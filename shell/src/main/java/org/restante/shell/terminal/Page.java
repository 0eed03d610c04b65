package org.restante.shell.terminal;

import java.util.List;

/** The text that draws a page over the one before, without a flash between. */
final class Page {

    private static final String TOP = "\u001b[H";

    /** Before the text: behind a full line it would erase the last character. */
    private static final String CLEAR_LINE = "\u001b[2K";

    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final char ESCAPE = '\u001b';

    private Page() {}

    /**
     * The page in a window.
     *
     * @param columns 0 for no limit
     * @param lines 0 for no limit; the last one stays free for the cursor
     */
    static String of(String text, int columns, int lines) {
        List<String> all = text.lines().toList();
        StringBuilder page = new StringBuilder(TOP);
        all.stream()
                .limit(lines == 0 ? all.size() : Math.max(1, lines - 1))
                .forEach(line -> page.append(CLEAR_LINE)
                        .append(columns == 0 ? line : cut(line, columns))
                        .append("\r\n"));
        return page.append(REST_OF_SCREEN).toString();
    }

    /** A line with styles is cut without them, because an escape sequence has no width and must stay whole. */
    private static String cut(String line, int columns) {
        String text = line.indexOf(ESCAPE) < 0 ? line : line.replaceAll("\u001b\\[[0-9;]*m", "");
        return VisibleText.width(text) <= columns ? line : VisibleText.cut(text, columns);
    }
}
