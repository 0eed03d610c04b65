package org.restante.shell.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.VisibleText;

/**
 * Rows as a table for people. Owned by the thread that runs commands.
 *
 * <p>The first {@value #SEEN} rows are buffered to find the widths of the columns; later rows are shown at once, with these widths. A
 * column that is empty in all buffered rows is left out. A line wider than the terminal is cut in its widest columns; if it still does
 * not fit, each row is shown with one value a line.
 */
final class Table implements Results {

    private static final int SEEN = 1000;
    private static final int MIN_WIDTH = 4;
    private static final String GAP = "  ";

    private final Screen screen;
    private final List<String> columns;
    private final int[] widths;
    private final boolean[] numbers;
    private final List<List<String>> kept = new ArrayList<>();
    private boolean begun;
    private boolean narrow;

    Table(Screen screen, List<String> columns) {
        this.screen = screen;
        this.columns = columns;
        this.widths = new int[columns.size()];
        this.numbers = new boolean[columns.size()];
    }

    /** Shows one row, one value a line. */
    static void names(Screen screen, Map<String, ? extends @Nullable Object> row) {
        int width = row.keySet().stream().mapToInt(String::length).max().orElse(0);
        row.forEach((name, value) -> screen.show(screen.faint(pad(name, width, false)) + GAP + Plain.shown(value)));
    }

    @Override
    public void add(Map<String, ? extends @Nullable Object> row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.get(columns.get(i));
            numbers[i] |= value instanceof Number && !begun;
            cells.add(Plain.cell(value));
        }
        if (begun) {
            show(cells);
            return;
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], VisibleText.width(cells.get(i)));
        }
        kept.add(cells);
        if (kept.size() == SEEN) {
            begin();
        }
    }

    private void begin() {
        begun = true;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], columns.get(i).length());
        }
        narrow = !fit();
        if (!narrow) {
            screen.show(screen.bold(line(columns)));
        }
        kept.forEach(this::show);
        kept.clear();
    }

    /** Narrows the widest column of text until the line fits; false if it cannot fit. */
    private boolean fit() {
        int over = -GAP.length() - screen.width();
        for (int width : widths) {
            over += width == 0 ? 0 : width + GAP.length();
        }
        while (screen.width() > 0 && over > 0) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) { // a cut number would be a wrong number
                widest = !numbers[i] && (widest < 0 || widths[i] > widths[widest]) ? i : widest;
            }
            if (widest < 0 || widths[widest] <= MIN_WIDTH) {
                return false;
            }
            widths[widest]--;
            over--;
        }
        return true;
    }

    private void show(List<String> cells) {
        if (narrow) {
            showBelowEachOther(cells);
        } else {
            screen.show(line(cells));
        }
    }

    private void showBelowEachOther(List<String> cells) {
        int longest = columns.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < widths.length; i++) {
            if (!cells.get(i).isEmpty()) {
                String name = screen.faint(pad(columns.get(i), longest, false));
                screen.show(name
                        + GAP
                        + VisibleText.cut(cells.get(i), Math.max(MIN_WIDTH, screen.width() - longest - GAP.length())));
            }
        }
        screen.show("");
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] == 0) {
                continue;
            }
            line.append(line.isEmpty() ? "" : GAP)
                    .append(pad(VisibleText.cut(cells.get(i), widths[i]), widths[i], numbers[i]));
        }
        return line.toString().stripTrailing();
    }

    private static String pad(String text, int width, boolean right) {
        String space = " ".repeat(Math.max(0, width - VisibleText.width(text)));
        return right ? space + text : text + space;
    }

    @Override
    public void close() {
        if (!begun && !kept.isEmpty()) {
            begin();
        } else if (!begun) {
            screen.note("there is nothing to list");
        }
    }
}
