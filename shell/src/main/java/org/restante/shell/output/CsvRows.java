package org.restante.shell.output;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;

/** Rows as CSV by RFC 4180, behind a line of names; lines end with CR LF. Owned by the thread that runs commands. */
final class CsvRows implements Results {

    private final Screen screen;
    private final List<String> columns;
    private boolean begun;

    /** @param begun whether the line of names is written already */
    CsvRows(Screen screen, List<String> columns, boolean begun) {
        this.begun = begun;
        this.screen = screen;
        this.columns = columns;
    }

    @Override
    public void add(Map<String, ? extends @Nullable Object> row) {
        begin();
        screen.write(columns.stream()
                        .map(name -> field(CsvText.written(Plain.text(row.get(name)))))
                        .collect(Collectors.joining(","))
                + "\r\n");
    }

    private void begin() {
        if (!begun) {
            begun = true;
            screen.write(String.join(",", columns) + "\r\n");
        }
    }

    private static String field(String text) {
        boolean quoted = text.chars().anyMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    @Override
    public void close() {
        begin();
    }
}
