package org.restante.shell.output;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Surrogates;

/** Reads and writes JSON. The trap: this class loads the JSON library, which slows the start; use it only where JSON is needed. */
public final class Json {

    /** Decimal numbers are read with all their digits. */
    private static final JSON JACKSON =
            JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES, JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** Writes a value on one line. */
    public static String write(@Nullable Object value) {
        Object plain = Plain.json(value);
        if (plain == null) {
            return "null";
        }
        try {
            return Surrogates.escaped(JACKSON.asString(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to a String cannot fail
        }
    }

    /** Writes a value on several lines, indented. */
    public static String pretty(Object value) {
        try {
            return Surrogates.escaped(
                    JACKSON.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(Plain.json(value)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to a String cannot fail
        }
    }

    /**
     * Reads a JSON value.
     *
     * @throws IOException if the text is not valid JSON; the message has the position
     */
    public static @Nullable Object read(String text) throws IOException {
        try {
            return JACKSON.anyFrom(text);
        } catch (JsonProcessingException e) {
            throw inWords(e);
        }
    }

    /** The fault and its position, in words for the author of the JSON; those of the library are for programmers. */
    private static IOException inWords(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return new IOException(JsonFault.inWords(String.valueOf(e.getOriginalMessage())) + where, e);
    }

    /**
     * The values of a text: of an array its elements, any other value itself; several values may follow one another. Each is read when the
     * iterator reaches it; faults are an UncheckedIOException.
     */
    public static Iterator<@Nullable Object> values(Reader in) throws IOException {
        return new Values(JACKSON.createParser(in));
    }

    private static final class Values implements Iterator<@Nullable Object> {
        private final JsonParser parser;
        private @Nullable JsonToken token;
        private boolean inArray;

        Values(JsonParser parser) {
            this.parser = parser;
        }

        @Override
        public boolean hasNext() {
            try {
                while (token == null) {
                    token = parser.nextToken();
                    if (token == null) {
                        if (inArray) {
                            throw new IOException("the JSON array is not closed; ] is missing");
                        }
                        return false;
                    }
                    if (token == (inArray ? JsonToken.END_ARRAY : JsonToken.START_ARRAY)) {
                        inArray = !inArray;
                        token = null;
                    }
                }
                return true;
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(inWords(e));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public @Nullable Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the values have ended");
            }
            token = null;
            try {
                return JACKSON.anyFrom(parser);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(inWords(e));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Reads a JSON object.
     *
     * @throws IOException if the text is not a JSON object; the message has the position
     */
    public static Map<String, @Nullable Object> readObject(String text) throws IOException {
        if (read(text) instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
            return object;
        }
        throw new IOException("the text is not a JSON object; an object begins with {");
    }
}
