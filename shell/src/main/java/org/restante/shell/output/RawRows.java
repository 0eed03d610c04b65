package org.restante.shell.output;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;

/** The values alone, separated by tabs, one row a line. Owned by the thread that runs commands. */
final class RawRows implements Results {

    private final Screen screen;
    private final List<String> columns;

    RawRows(Screen screen, List<String> columns) {
        this.screen = screen;
        this.columns = columns;
    }

    @Override
    public void add(Map<String, ? extends @Nullable Object> row) {
        screen.write(columns.stream().map(name -> Plain.text(row.get(name))).collect(Collectors.joining("\t")) + "\n");
    }

    @Override
    public void close() {
        // Each row was shown when it was added.
    }
}
