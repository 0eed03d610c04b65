package org.restante.shell.output;

import java.io.IOException;
import org.restante.shell.terminal.Surrogates;

/**
 * Texts with half of a surrogate pair in CSV, which has no escapes: such a text is written as a JSON string, {@code "\}{@code ud800"},
 * and read back from it.
 *
 * <p>The trap: a text that is itself such a JSON string is written as one once more; else it would be read back as the half.
 */
public final class CsvText {

    private CsvText() {}

    static String written(String text) {
        return Surrogates.hasHalf(text) || isWritten(text) ? Json.write(text) : text;
    }

    /** The text that was written. */
    public static String read(String field) {
        return isWritten(field) ? string(field) : field;
    }

    /** Whether the field is a JSON string of a text that needs it. */
    private static boolean isWritten(String field) {
        if (!field.startsWith("\"") || !field.endsWith("\"") || !field.contains("\\u")) {
            return false;
        }
        String text = string(field);
        return Surrogates.hasHalf(text) || isWritten(text);
    }

    /** The text of a JSON string; empty for another value. */
    private static String string(String json) {
        try {
            return Json.read(json) instanceof String text ? text : "";
        } catch (IOException notJson) {
            return "";
        }
    }
}
