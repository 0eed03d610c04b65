package org.restante.configuration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A value for each of the {@link Keys}. Immutable. */
public final class ServerConfiguration {

    private final Map<Key<?>, Object> values;

    private ServerConfiguration(Map<Key<?>, Object> values) {
        this.values = values;
    }

    /** What holds where nothing is said. */
    public static ServerConfiguration standard() {
        Map<Key<?>, Object> values = new HashMap<>();
        for (Key<?> key : Keys.all()) {
            values.put(key, key.read(key.standard(), Path.of("")));
        }
        return new ServerConfiguration(values);
    }

    @SuppressWarnings("unchecked") // only with puts values in, and its types agree
    public <T> T get(Key<T> key) {
        return (T) java.util.Objects.requireNonNull(values.get(key), key.name());
    }

    /** The same with another value. */
    public <T> ServerConfiguration with(Key<T> key, T value) {
        Map<Key<?>, Object> changed = new HashMap<>(values);
        changed.put(key, value);
        return new ServerConfiguration(changed);
    }

    /**
     * The same with another value, as it would stand in the file.
     *
     * @param base the directory from which relative paths go
     * @throws IllegalArgumentException if the key takes no such value; the message says what it takes
     */
    public <T> ServerConfiguration with(Key<T> key, String text, Path base) {
        return with(key, key.read(text, base));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerConfiguration same && same.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("configuration");
        Keys.all()
                .forEach(key -> text.append(' ').append(key.name()).append('=').append(values.get(key)));
        return text.toString();
    }
}
