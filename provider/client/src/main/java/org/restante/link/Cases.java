package org.restante.link;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A value for each case of a sealed type: a switch that cannot have a gap. Immutable.
 *
 * <p>A table with a missing case is not made: {@link Builder#build} throws and names the case.
 *
 * @param <T> the sealed type
 * @param <V> the type of the values
 */
public final class Cases<T, V> {

    private final Map<Class<?>, V> values;

    private Cases(Map<Class<?>, V> values) {
        this.values = values;
    }

    /** A table of this sealed type, still empty. */
    public static <T, V> Builder<T, V> of(Class<T> sealed) {
        return new Builder<>(sealed);
    }

    /** The value for the case that this object belongs to. */
    public V of(T object) {
        V value = values.get(object.getClass());
        if (value == null) {
            throw new IllegalArgumentException(object.getClass().getName() + " is not a case of this table");
        }
        return value;
    }

    /** The classes that a sealed type is made of; a class or interface that is not sealed is its own only case. */
    public static Set<Class<?>> classes(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        if (!type.isSealed()) {
            found.add(type);
            return found;
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            found.addAll(classes(permitted));
        }
        return found;
    }

    /** Collects the cases of one table. */
    public static final class Builder<T, V> {

        private final Class<T> sealed;
        private final Map<Class<?>, V> values = new HashMap<>();

        private Builder(Class<T> sealed) {
            this.sealed = sealed;
        }

        /** The value for a case; for a sealed one, for all of its own cases. */
        public Builder<T, V> put(Class<? extends T> type, V value) {
            for (Class<?> each : classes(type)) {
                if (values.put(each, value) != null) {
                    throw new IllegalStateException(each.getName() + " has two entries in one table");
                }
            }
            return this;
        }

        /** One value for several cases. */
        @SafeVarargs
        public final Builder<T, V> putAll(V value, Class<? extends T>... types) {
            for (Class<? extends T> type : types) {
                put(type, value);
            }
            return this;
        }

        /**
         * Makes the table.
         *
         * @throws IllegalStateException if a case has no value
         */
        public Cases<T, V> build() {
            Set<String> missing = new TreeSet<>();
            for (Class<?> each : classes(sealed)) {
                if (!values.containsKey(each)) {
                    missing.add(each.getName());
                }
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException(missing + " of " + sealed.getName() + " have no entry in this table");
            }
            return new Cases<>(Map.copyOf(values));
        }
    }
}
