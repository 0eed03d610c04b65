package org.restante.shell.pty;

import java.util.Locale;
import org.jline.utils.ScreenTerminal;

/** Draws a screen as a picture: the cells of the emulator with their colours. */
final class Svg {

    private static final double WIDE = 8.4;
    private static final int HIGH = 18;
    private static final int EDGE = 12;
    private static final String PAPER = "#1e1e2e";
    private static final String INK = "#cdd6f4";

    private Svg() {}

    static String of(long[] cells, int columns, int lines) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"%s\"/>%n"
                        + "<g font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"14\" fill=\"%s\""
                        + " xml:space=\"preserve\">%n",
                columns * WIDE + 2 * EDGE,
                lines * HIGH + 2 * EDGE,
                PAPER,
                INK));
        for (int row = 0; row < lines; row++) {
            int column = 0;
            while (column < columns) {
                int end = column + 1;
                long style = style(cells[row * columns + column]);
                while (end < columns && style(cells[row * columns + end]) == style) {
                    end++;
                }
                run(svg, cells, row, column, end, columns);
                column = end;
            }
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static long style(long cell) {
        return ScreenTerminal.cellAttr(cell);
    }

    private static void run(StringBuilder svg, long[] cells, int row, int from, int to, int columns) {
        StringBuilder text = new StringBuilder();
        for (int column = from; column < to; column++) {
            int point = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
            text.appendCodePoint(point == 0 ? ' ' : point);
        }
        if (text.toString().isBlank()) {
            return;
        }
        long cell = cells[row * columns + from];
        String colour = ScreenTerminal.cellHasForeground(cell)
                ? String.format(
                        Locale.ROOT,
                        " fill=\"#%06x\"",
                        ScreenTerminal.cellColorRgb(ScreenTerminal.cellForeground(cell)) & 0xffffff)
                : "";
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\"%s%s%s%s>%s</text>%n",
                EDGE + from * WIDE,
                EDGE + (row + 1) * HIGH - 5,
                colour,
                ScreenTerminal.cellBold(cell) ? " font-weight=\"bold\"" : "",
                ScreenTerminal.cellDim(cell) ? " opacity=\"0.6\"" : "",
                ScreenTerminal.cellUnderline(cell) ? " text-decoration=\"underline\"" : "",
                text.toString()
                        .stripTrailing()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")));
    }
}
