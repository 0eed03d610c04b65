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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Surrogates;

/** Reads and writes JSON. The trap: this class loads the JSON library, which slows the start; use it only where JSON is needed. */
public final class Json {

    private static final JSON JACKSON = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^\\]]*?line: (\\d+), column: (\\d+)]");

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

    /** The fault and its position, without the library's own details. */
    private static IOException inWords(JsonProcessingException e) {
        String what = SOURCE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("line $1, column $2");
        JsonLocation at = e.getLocation();
        String where = at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return new IOException(what + where, e);
    }

    /**
     * The elements of a JSON array, each read when the iterator reaches it.
     *
     * @throws IOException if the stream does not begin with an array; later faults are an UncheckedIOException
     */
    public static Iterator<@Nullable Object> elements(Reader in) throws IOException {
        try {
            JsonParser parser = JACKSON.createParser(in);
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                return new Elements(parser);
            }
        } catch (JsonProcessingException e) {
            throw inWords(e);
        }
        throw new IOException("the input is not a JSON array; an array begins with [");
    }

    private static final class Elements implements Iterator<@Nullable Object> {
        private final JsonParser parser;
        private @Nullable JsonToken token;

        Elements(JsonParser parser) {
            this.parser = parser;
        }

        @Override
        public boolean hasNext() {
            try {
                token = token == null ? parser.nextToken() : token;
                if (token == null) {
                    throw new IOException("the JSON array is not closed; ] is missing");
                }
                return token != JsonToken.END_ARRAY;
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(inWords(e));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public @Nullable Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the array has ended");
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
