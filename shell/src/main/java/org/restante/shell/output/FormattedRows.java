package org.restante.shell.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;

/** Rows by the template of {@code --format}. Owned by the thread that runs commands. */
final class FormattedRows implements Results {

    private final Screen screen;
    private final Template template;

    FormattedRows(Screen screen, Template template) {
        this.screen = screen;
        this.template = template;
    }

    @Override
    public void add(Map<String, ? extends @Nullable Object> row) {
        screen.write(template.of(row));
    }

    @Override
    public void close() {
        // Each row was shown when it was added.
    }
}
