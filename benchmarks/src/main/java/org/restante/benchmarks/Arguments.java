package org.restante.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The {@code name=value} arguments of a measurement. The trap: {@code standard} must have every name; any other name is refused. */
public final class Arguments {

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the arguments of a measurement.
     *
     * @param standard the default of each argument, as {@code name=value}; the list has all known names
     * @throws IllegalArgumentException if an argument is not {@code name=value}, or its name is unknown
     */
    public static Arguments of(String[] given, String... standard) {
        Map<String, String> values = new HashMap<>();
        for (String one : standard) {
            put(values, one);
        }
        TreeSet<String> known = new TreeSet<>(values.keySet());
        for (String one : given) {
            if (!known.contains(put(values, one))) {
                throw new IllegalArgumentException("'" + one + "' has an unknown name; the names are " + known);
            }
        }
        return new Arguments(values);
    }

    private static String put(Map<String, String> values, String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + argument + "' is not of the form name=value");
        }
        String name = argument.substring(0, equals);
        values.put(name, argument.substring(equals + 1));
        return name;
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("there is no argument '" + name + "'");
        }
        return value;
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /** The value as whole numbers, separated by commas. */
    public int[] numbers(String name) {
        return words(name).stream().mapToInt(Integer::parseInt).toArray();
    }

    /** The value as words, separated by commas. */
    public List<String> words(String name) {
        return Arrays.asList(text(name).split(",", -1));
    }

    public Path path(String name) {
        return Path.of(text(name)).toAbsolutePath();
    }
}
