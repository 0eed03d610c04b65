package org.restante.shell.message;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.Json;
import picocli.CommandLine.Option;

/** How bodies are written for programs. Filled by picocli. */
final class BodyOptions {

    @Option(
            names = "--json-body",
            description =
                    "In the output for programs write a text that is a JSON object or array as that value, not as a"
                            + " string; --format can then name its members, for example {body.id}.")
    private boolean jsonBody;

    /** The row with its body as the options ask; a text that is another JSON value or no JSON stays a string, so that it reads back the same. */
    Map<String, @Nullable Object> of(Map<String, @Nullable Object> row) {
        if (!jsonBody || !(row.get("body") instanceof String text)) {
            return row;
        }
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return row;
        }
        try {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(row);
            changed.put("body", Json.read(text));
            return changed;
        } catch (IOException notJson) {
            return row;
        }
    }
}
