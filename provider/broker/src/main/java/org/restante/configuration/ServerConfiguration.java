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

    /** The default value of each key. */
    public static ServerConfiguration standard() {
        Map<Key<?>, Object> values = new HashMap<>();
        for (Key<?> key : Keys.all()) {
            values.put(key, key.read(key.standard(), Path.of("")));
        }
        return new ServerConfiguration(values);
    }

    @SuppressWarnings("unchecked") // only with() puts values, and its types agree
    public <T> T get(Key<T> key) {
        return (T) java.util.Objects.requireNonNull(values.get(key), key.name());
    }

    /** A copy with another value. */
    public <T> ServerConfiguration with(Key<T> key, T value) {
        Map<Key<?>, Object> changed = new HashMap<>(values);
        changed.put(key, value);
        return new ServerConfiguration(changed);
    }

    /**
     * A copy with another value, given as text of the file.
     *
     * @param base the directory at which relative paths start
     * @throws IllegalArgumentException if the value is invalid; the message describes the valid values
     */
    public <T> ServerConfiguration with(Key<T> key, String text, Path base) {
        return with(key, key.read(text, base));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerConfiguration that && that.values.equals(values);
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
