package org.restante.shell.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;

/** Rows as JSON objects, a line each; as one array (JSON) or as separate lines (NDJSON). Owned by the thread that runs commands. */
final class JsonRows implements Results {

    private final Screen screen;
    private final boolean array;
    private boolean begun;

    JsonRows(Screen screen, boolean array) {
        this.screen = screen;
        this.array = array;
    }

    @Override
    public void add(Map<String, ? extends @Nullable Object> row) {
        String object = Json.write(row);
        if (array) {
            screen.write((begun ? ",\n" : "[\n") + object);
            begun = true;
        } else {
            screen.write(object + "\n");
        }
    }

    @Override
    public void close() {
        if (array) {
            screen.write(begun ? "\n]\n" : "[]\n");
        }
    }
}
