package org.restante.shell.output;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON in and out. Loads the library, so ask for it only where JSON is wanted. */
public final class Json {

    private static final JSON JACKSON = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private Json() {}

    /** On one line. */
    public static String write(@Nullable Object value) {
        Object plain = Plain.json(value);
        if (plain == null) {
            return "null";
        }
        try {
            return JACKSON.asString(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text has room
        }
    }

    /** For the eye, on several lines. */
    public static String pretty(Object value) {
        try {
            return JACKSON.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(Plain.json(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text has room
        }
    }

    /**
     * Reads a JSON value.
     *
     * @throws IOException if the text is no JSON; the message tells where
     */
    public static @Nullable Object read(String text) throws IOException {
        return JACKSON.anyFrom(text);
    }

    /**
     * Reads a JSON object.
     *
     * @throws IOException if the text is no JSON object; the message tells where
     */
    public static Map<String, @Nullable Object> readObject(String text) throws IOException {
        return JACKSON.mapFrom(text);
    }
}
