package org.restante.shell.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Utf8;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Lines;

/** A sequence of drafts to send. Owned by the thread that runs commands. */
public interface Feed {

    /** The next draft; null at the end. */
    @Nullable
    Draft next() throws IOException;

    /** Whether {@link #next} returns without waiting. */
    default boolean isReady() throws IOException {
        return true;
    }

    /** How an input is split into messages. */
    enum Each {
        ALL,
        LINE,
        NUL,
        JSON,
        ENVELOPE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Splits an input into drafts.
     *
     * @param name the name of the file or the input, for errors
     */
    static Feed of(Lines input, String name, Each each, BodyType type) throws IOException {
        return switch (each) {
            case ALL -> once(Draft.of(Payload.of(input.stream(), name), type));
            case LINE ->
                new Divided(input) {
                    @Override
                    @Nullable
                    Draft draft() throws IOException {
                        byte[] line = input.next();
                        return line == null ? null : Draft.of(Payload.of(line), type);
                    }
                };
            case NUL ->
                new Divided(input) {
                    @Override
                    @Nullable
                    Draft draft() throws IOException {
                        byte[] part = input.next((byte) 0);
                        return part == null ? null : Draft.of(Payload.of(part), type);
                    }
                };
            case ENVELOPE ->
                new Divided(input) {
                    private long read;

                    @Override
                    @Nullable
                    Draft draft() throws IOException {
                        for (byte[] line = input.next(); line != null; line = input.next()) {
                            String text = text(line, name, read++);
                            if (!text.isBlank()) {
                                return Draft.of(JsonMessage.parse(text), line.length);
                            }
                        }
                        return null;
                    }
                };
            case JSON -> values(input.stream(), name, type);
        };
    }

    private static String text(byte[] line, String name, long linesBefore) throws IOException {
        try {
            return Utf8.decode(line);
        } catch (NotUtf8Exception e) {
            throw e.in(name, linesBefore);
        }
    }

    /** Reads the input on demand. */
    abstract class Divided implements Feed {
        private final Lines input;

        Divided(Lines input) {
            this.input = input;
        }

        abstract @Nullable Draft draft() throws IOException;

        @Override
        public @Nullable Draft next() throws IOException {
            return draft();
        }

        @Override
        public boolean isReady() throws IOException {
            return input.isReady();
        }
    }

    static Feed once(Draft draft) {
        return times(() -> draft, 1);
    }

    /** Creates a draft. */
    interface Maker {
        Draft make() throws IOException;
    }

    static Feed times(Maker maker, long count) {
        return new Feed() {
            private long left = count;

            @Override
            public @Nullable Draft next() throws IOException {
                return left-- > 0 ? maker.make() : null;
            }
        };
    }

    /** The values of a JSON text: a string as its text, another value as JSON. */
    private static Feed values(InputStream in, String name, BodyType type) throws IOException {
        Iterator<@Nullable Object> values = Json.values(Utf8.reader(in, name));
        return () -> {
            try {
                if (!values.hasNext()) {
                    return null;
                }
                Object value = values.next();
                String text = value instanceof String own ? own : Json.write(value);
                return Draft.of(Payload.of(text), type);
            } catch (UncheckedIOException e) {
                throw e.getCause() instanceof NotUtf8Exception known
                        ? known
                        : new IOException(name + ": " + Failures.describe(e), e);
            }
        };
    }
}
